"""No derived mistake follows from what a hidden case asks: its name stands in the key that students have."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from support.rows import few
from support.tables import read_written

from grader.authoring.compiler import compile_key
from grader.authoring.proving.trials.mistake_trials import right_transcript, wrong_answers
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.model.encoding.values import Nothing
from grader.model.key import Key
from grader.model.transcript import Call, Returned

ASSIGNMENT = read_written(__file__, "hidden_arguments.toml")
MASTER = read_written(__file__, "hidden_arguments.py")
HIDDEN = {
    "another number": "w = [2.0, 5.0]\n  s = 7.3125",
    "zero": "w = [2.0, 0.0]\n  s = 0.0",
    "negative": "w = [-2.0, 5.0]\n  s = -1.5",
    "another size": "w = [2.0, 5.0, 1.0, 4.0]\n  s = 2.5",
    "a tie": "w = [2.0, 2.0]\n  s = 0.5",
    "long": "w = [2.0, 5.0]\n  s = 5000.5",
}


@cache
def compiled(hidden: str) -> Key:
    with TemporaryDirectory() as folder:
        (Path(folder) / "assignment.toml").write_text(ASSIGNMENT.format(hidden=HIDDEN[hidden]))
        (Path(folder) / "hw.py").write_text(MASTER)
        return compile_key(load_assignment(Path(folder)))


FIRST, *OTHERS = HIDDEN
EACH = few(OTHERS, {"negative"})


@pytest.mark.parametrize("hidden", EACH)
def test_the_students_key_is_the_same_whatever_the_hidden_case_asks(hidden):
    assert compiled(hidden).for_students().to_json() == compiled(FIRST).for_students().to_json()


@pytest.mark.parametrize("hidden", EACH)
def test_students_read_the_same_whatever_the_hidden_case_asks(hidden):
    """Of every mistake of both keys, also of those that one of them has for staff alone."""
    one, other = compiled(FIRST), compiled(hidden)
    works = [calls["scaled.1"] for key in (one, other) for _, calls in wrong_answers(key, key.questions[0])]
    visible = {call.value.array.tobytes(): call for call in works}
    assert len(visible) > 20
    for call in visible.values():
        assert read_by_students(one, call) == read_by_students(other, call)


def read_by_students(key: Key, call: Call) -> tuple[str, ...]:
    """What students read of an answer to the visible case, beside one to the hidden case and without it."""
    calls, students = {"scaled.1": call, "scaled.2": Returned(Nothing())}, key.for_students()
    report, own = (judge(each, replace(right_transcript(key), calls=calls)).questions[0] for each in (key, students))
    return report.message, str(report.cases[0]), str(own)


def test_staff_read_of_mistakes_that_hidden_cases_alone_show():
    key = compiled("negative")
    (question,) = key.questions
    for_staff = {mistake.id for mistake in question.mistakes if mistake.staff_only}
    assert for_staff and not for_staff & {mistake.id for mistake in key.for_students().questions[0].mistakes}
    answers, right = dict(wrong_answers(key, question)), right_transcript(key)
    reports = {name: judge(key, replace(right, calls=answers[name])).questions[0] for name in for_staff}
    named = [name for name, report in reports.items() if name in report.mistake.split("|")]
    assert len(named) >= 0.8 * len(for_staff)
