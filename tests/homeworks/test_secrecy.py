"""What a student sees before hidden points are published depends on visible cases alone, byte for byte.

Two keys differ in their hidden cases only. The same work is judged by both: known mistakes, slips of recording, forms
that nobody asked for, exceptions; and work of one mistake that is spoiled in a hidden case if its numbers are so.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from rich.console import Console
from support import keys
from support.keys import RULES, answered, concepts, gradient_descent, returned, vector
from support.rows import few

from grader.authoring import compiler
from grader.authoring.proving.trials.mistake_trials import wrong_answers
from grader.authoring.reading.assignment_file import load_assignment
from grader.frontends.gradescope.deadlines import SubmissionMetadata
from grader.frontends.gradescope.grading import InterimResults
from grader.frontends.gradescope.results_json import final_results
from grader.judging.judge import judge
from grader.judging.question_groups import settled_by_visible
from grader.model.encoding.values import Nothing, Text
from grader.model.key import Case, Key, Mistake, MistakePairs, Question, Reading
from grader.model.transcript import Call, Definition, Raised, Returned, Stopped, Transcript
from grader.reports import terminal
from grader.reports.question_html import question_html
from grader.reports.student_page import student_page, student_pages

if TYPE_CHECKING:
    from grader.model.report import Report


ASSIGNMENTS = Path(__file__).resolve().parents[2] / "assignments"


# ── two keys


def with_other_hidden_cases(key: Key) -> Key:
    """The key with copies of visible cases as its hidden ones, and with another right answer to be written."""
    return replace(key, questions=tuple(map(_other_question, key.questions)))


def _other_question(question: Question) -> Question:
    if question.is_written:
        return replace(question, cases=tuple(map(_with_other_answer, question.cases)))
    shown = [case for case in question.cases if not case.hidden]
    hidden = [case for case in question.cases if case.hidden]
    twins = {case.id: shown[-1 - i % len(shown)] for i, case in enumerate(hidden)} if shown else {}
    readings = [
        Reading(
            r.name,
            _moved(r.expected, twins),
            _moved(r.tolerance, twins),
            _moved_mistakes(r.mistakes, twins),
            _moved_pairs(r.pairs, twins),
        )
        for r in question.others
    ]
    return replace(
        question,
        cases=tuple(_like(case, twins[case.id]) if case.id in twins else case for case in question.cases),
        mistakes=_moved_mistakes(question.mistakes, twins),
        pairs=_moved_pairs(question.pairs, twins),
        others=tuple(readings),
    )


def _moved_pairs(pairs: MistakePairs, twins: Mapping[str, Case]) -> MistakePairs:
    return replace(pairs, runs=_moved(pairs.runs, twins))


def _with_other_answer(case: Case) -> Case:
    match case.expected:
        case {"truth": truth}:
            expected: dict[str, Any] = {"truth": not truth}
        case {"choice": chosen}:
            expected = {"choice": [option for option in case.options if option not in chosen]}
        case {"value": number}:
            expected = {"value": np.asarray(number + 1)}
        case {"accept": _}:
            expected = {"accept": ["another"]}
        case _:
            return case
    return replace(case, expected=expected, because="another")


def _like(case: Case, twin: Case) -> Case:
    return replace(twin, id=case.id, hidden=True, points=case.points)


def _moved(by_case: Mapping[str, Any], twins: Mapping[str, Case]) -> dict[str, Any]:
    mine = {case: value for case, value in by_case.items() if case not in twins}
    return mine | {case: by_case[twin.id] for case, twin in twins.items() if twin.id in by_case}


def _moved_mistakes(mistakes: tuple[Mistake, ...], twins: Mapping[str, Case]) -> tuple[Mistake, ...]:
    """Without those that hidden cases alone made mistakes."""
    public = [mistake for mistake in mistakes if not mistake.staff_only]
    return tuple(replace(m, answers=_moved(m.answers, twins), until=_moved(m.until, twins)) for m in public)


# ── what a student sees


def seen(key: Key, calls: Mapping[str, Call], *, drawn: bool = False) -> dict[str, Any]:
    """What a student sees before hidden points are published, by place; with `drawn`, pictures too."""
    transcript = Transcript("ada", key.assignment, {q.name: Definition("found") for q in key.questions}, dict(calls))
    report, theirs = judge(key, transcript), key.for_students()
    own = judge(theirs, transcript)
    words = {
        "check": _printed(own) + own.to_json(),
        "judged": _judged(report),
        "while it runs": _visible(_state(key, transcript)),
    }
    return (
        words
        if not drawn
        else words
        | {
            "key": theirs.to_json(),
            "page of check": student_page(theirs, transcript, own),
            "page": student_pages(key, transcript, report, ["student"]),
            "fragments": [question_html(key, q, transcript, report) for q in key.questions],
            "gradescope": _visible(final_results(key, transcript, report, SubmissionMetadata())),
        }
    )


def _printed(report: Report) -> str:
    out = io.StringIO()
    terminal.print_report(report, Console(file=out, width=100))
    return out.getvalue()


def _judged(report: Report) -> list[Any]:
    return [
        (q.name, q.title, q.message, q.group, q.counts, q.reading, [vars(c) for c in q.cases if not c.hidden])
        for q in settled_by_visible(report).questions
    ]


def _visible(data: Mapping[str, Any]) -> str:
    """results.json without entries that are not visible and without the total, which Gradescope then hides."""
    assert any(test["visibility"] != "visible" for test in data["tests"])
    shown = [test for test in data["tests"] if test["visibility"] == "visible"]
    return json.dumps({**{name: value for name, value in data.items() if name != "score"}, "tests": shown})


def _state(key: Key, transcript: Transcript) -> dict[str, Any]:
    progress = InterimResults(key, Path("unused"))
    progress.calls = dict(transcript.calls)
    return progress.state()


# ── by hand: a few questions, one of them in a group


def with_mistakes_for_staff(question: Question) -> Question:
    """The question with each mistake once more, for staff alone."""
    more = tuple(replace(m, id=f"{m.id}_of_hidden", name="hidden", staff_only=True) for m in question.mistakes)
    return replace(question, mistakes=(*more, *question.mistakes))


KEY = replace(
    keys.key(
        replace(with_mistakes_for_staff(gradient_descent()), group="one of two"),
        replace(vector(), group="one of two", points=12.0),
        concepts(),
    ),
    options={"leaderboard": True},
)
OTHER = with_other_hidden_cases(KEY)
HIDDEN = "descent.3"

Pair = tuple[np.ndarray, np.ndarray]
FORMS: dict[str, Callable[[Pair], Any]] = {
    "right": lambda pair: pair,
    "without start": lambda pair: (pair[0][1:], pair[1][1:]),
    "late costs": lambda pair: (pair[0], pair[1][[0, *range(len(pair[1]) - 1)]]),
    "swapped": lambda pair: (pair[1], pair[0]),
    "nothing": lambda pair: None,
    "text": lambda pair: "no idea",
    "not finite": lambda pair: (np.full_like(pair[0], np.nan), pair[1]),
    "noise": lambda pair: (pair[0] + 0.1, pair[1] - 0.1),
}
SPOILT: dict[str, Call] = {
    "noise": returned(([1.0, 2.0], [3.0, 4.0])),
    "nothing": Returned(Nothing()),
    "raised": Raised("ValueError", "w = 17", 3, 1, "raise ValueError(w)", seconds=2.0),
    "slow": Returned(Text("17"), 7.0, ("17",)),
    "stopped": Stopped("timed_out", "10 seconds", 10.0),
}
ITEMS = {f"answers.{i}": returned({"first": True, "second": True, "third": None}) for i in (1, 2, 3)}
WORK = {
    f"{rule}, {form}": answered(RULES[rule] if rule else (lambda alpha, k, g: -alpha * g), FORMS[form])
    for rule in ("", *RULES)
    for form in FORMS
}


def calls(work: Mapping[str, Any], key: Key, hidden: Call | None = None) -> dict[str, Call]:
    """The calls on a key's cases. A hidden case that copies a visible one gets the same answer."""
    twin = "descent.2" if key is OTHER else HIDDEN
    made = {case: returned(thing) for case, thing in work.items()} | ITEMS | {"vector.1": returned([2.0, -1.0])}
    return made | {HIDDEN: hidden or made[twin]}


@pytest.mark.parametrize("name", WORK)
def test_what_a_student_reads_is_the_same_whatever_the_hidden_cases_ask(name):
    assert seen(KEY, calls(WORK[name], KEY)) == seen(OTHER, calls(WORK[name], OTHER))


@pytest.mark.parametrize("name", few(["twin_a, right", ", right"]))
def test_every_page_is_the_same_whatever_the_hidden_cases_ask(name):
    """Pages, pictures and Gradescope's entries, with two keys and with a hidden case that takes seven seconds."""
    one = seen(KEY, calls(WORK[name], KEY), drawn=True)
    assert one == seen(OTHER, calls(WORK[name], OTHER, SPOILT["slow"]), drawn=True)


@pytest.mark.parametrize("spoilt", SPOILT)
@pytest.mark.parametrize("name", [name for name in WORK if name.endswith(("right", "without start", "late costs"))])
def test_a_mistake_that_is_spoilt_in_a_hidden_case_looks_like_one_that_is_not(name, spoilt):
    """A mistake that depends on a hidden number must not show, or it would give away one bit."""
    assert seen(KEY, calls(WORK[name], KEY)) == seen(KEY, calls(WORK[name], KEY, SPOILT[spoilt]))


def test_points_of_hidden_cases_may_depend_on_everything():
    """Control for the tests above: the total and the published points do differ."""
    work = WORK["twin_a, right"]
    reports = [
        judge(KEY, keys.transcript(KEY, calls(work, KEY, hidden))).questions[0] for hidden in (None, SPOILT["noise"])
    ]
    assert reports[0].mistake and not reports[1].mistake and reports[0].earned > reports[1].earned > 0


# ── the homeworks, with every known mistake


def _alone(key: Key) -> list[Key]:
    """One key for each question, so that values that a key caches are shared within it alone."""
    return [replace(key, questions=(question,)) for question in key.questions]


def _corpus(key: Key, other: Key) -> Iterator[tuple[str, dict[str, Call], dict[str, Call]]]:
    """Each known mistake with its answers by both keys, once as it is and once with hidden answers removed."""
    for mine, theirs in zip(key.questions[0].readings, other.questions[0].readings, strict=True):
        spoilt = {c.id: Returned(Nothing()) for c in theirs.cases if c.hidden}
        twins = dict(wrong_answers(other, theirs))
        for name, one in wrong_answers(key, mine):
            if (two := twins.get(name)) is None:  # a slip that changes no case of the other key
                continue
            yield name, one, two
            yield f"{name}, spoilt", one, two | spoilt


@pytest.mark.slow
@pytest.mark.parametrize("name", ["first_order", "gradient_descent", "optimizer_zoo", "learning_from_data"])
def test_every_known_mistake_of_a_homework_looks_the_same_whatever_the_hidden_cases_ask(name):
    """Of all work the judge's words, points and statuses, which pages are made of; of one in fifty what is read."""
    key = compiler.compile_key(load_assignment(ASSIGNMENTS / name))
    other = with_other_hidden_cases(key)
    assert key.for_students().to_json() == other.for_students().to_json()
    for mine, theirs in zip(_alone(key), _alone(other), strict=True):
        (question,) = mine.questions
        definitions = {question.name: Definition("found")}
        for n, (what, one, two) in enumerate(_corpus(mine, theirs)):
            made = [Transcript("a", key.assignment, definitions, calls) for calls in (one, two)]
            assert _judged(judge(mine, made[0])) == _judged(judge(theirs, made[1])), what
            if n % 50 == 0 and any(case.hidden for case in question.cases):
                assert seen(mine, one) == seen(theirs, two), what
