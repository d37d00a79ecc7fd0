"""Rehearse counts what students read by the visible cases alone, and proposes a visible case that would say more."""

from __future__ import annotations

import pytest
import tomllib
from support import small
from support.compiled import underived_key
from support.tables import read_written

from grader.authoring.compiler import compile_key
from grader.authoring.derived.exercises import read_exercises
from grader.authoring.derived.runs import Workshop
from grader.authoring.proving.cases.drawn_cases import draw_like
from grader.authoring.proving.trials.mistake_trials import try_mistakes
from grader.authoring.proving.trials.student_text import REAL_WORK, student_text, telling_more
from grader.authoring.reading.assignment_file import load_assignment

TOML = read_written(__file__, "student_text.toml")
MASTER = """
import numpy as np


def shrink(v, t):
    ### BEGIN SOLUTION
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)
    ### END SOLUTION
"""


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    folder = tmp_path_factory.mktemp("few")
    (folder / "assignment.toml").write_text(TOML, encoding="utf-8")
    (folder / "few.py").write_text(MASTER, encoding="utf-8")
    assignment = load_assignment(folder)
    key = compile_key(assignment)
    return folder, assignment, key, list(try_mistakes(key))


def test_what_students_read_is_counted_by_the_visible_cases_alone(tmp_path):
    """The second case alone tells on which side of the root eps stands; students do not see it."""
    facts = load_assignment(small.write(tmp_path, small.ADAM, small.TELLING + "  hidden = true\n"))
    key = underived_key(facts)
    trials = [t for t in try_mistakes(key) if t.mistake == "adam.eps_in_root"]
    assert trials[0].report.mistake == "adam.eps_in_root" and trials[0].student_report.status == "right"
    finding = student_text(Workshop(facts), key, trials)
    assert finding.figure.endswith(f"100.0 % not at all (1); 1 read that all visible cases are right; {REAL_WORK}")
    case, unseen = finding.troubles
    assert case.startswith(
        "adam: students' text names 0 of 1 change of your solution. With a visible case like the hidden adam.2 it "
    )
    assert unseen == "adam: eps is added inside the square root [adam.eps_in_root]: all visible cases are right"


def test_a_visible_case_is_proposed_that_names_what_it_promises(few):
    """One negative component that becomes 0 says nothing of signs. With the proposed case pasted in, more is named."""
    folder, assignment, key, trials = few
    (like,) = telling_more(key, trials)
    assert like.case.id == "shrink.2" and like.more >= 5
    advice, *_ = student_text(Workshop(assignment), key, trials).troubles
    first, *lines = advice.split("\n            ")
    assert first == (
        f"shrink: students' text names {like.named} of {like.mistakes} changes of your solution. With a visible case "
        f"like the hidden shrink.2 it would name {like.more} more:"
    )
    assert lines[0] == "[[question.case]]"
    proposed = tomllib.loads("\n".join(lines[1:]))
    assert len(proposed["v"]) == 3  # in both cases v has two entries, where a mean is half of a sum

    pasted = "\n".join(["  [[question.case]]", *lines[1:], ""])
    before, hidden = TOML.rsplit("  [[question.case]]", 1)
    (folder / "assignment.toml").write_text(f"{before}{pasted}  [[question.case]]{hidden}", encoding="utf-8")
    after = compile_key(load_assignment(folder))
    of_students = [t for t in try_mistakes(after) if t.mistake in t.student_report.mistake.split("|")]
    assert len(of_students) >= like.named + like.more


def test_a_case_without_other_numbers_is_not_proposed(tmp_path):
    """It would be the hidden case itself: a stationary point at 0 has no decimals to draw."""
    at_zero = TOML.replace("v = [1.7125, -4.9314]", "v = [0.0, 0.0, 0.0]").replace("t = 1.6137", "t = 0.0")
    (tmp_path / "assignment.toml").write_text(at_zero, encoding="utf-8")
    (tmp_path / "few.py").write_text(MASTER, encoding="utf-8")
    assignment = load_assignment(tmp_path)
    question = underived_key(assignment).questions[0]
    (exercise,) = read_exercises(assignment, {question.name: question})
    visible, hidden = question.cases
    assert draw_like(Workshop(assignment), exercise, visible) and not draw_like(Workshop(assignment), exercise, hidden)
