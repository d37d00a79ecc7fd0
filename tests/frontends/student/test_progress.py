"""What is said of the last check, and hints that begin anew with another answer."""

from __future__ import annotations

import pytest
from support import keys
from support.keys import RULES, answered

from grader.frontends.student.progress import NO_CHANGE, Progress
from grader.judging.judge import judge
from grader.model.report import Report


def report(answers=None) -> Report:
    key = keys.key(keys.gradient_descent()).for_students()
    missing = () if answers else ("gradient_descent",)
    return judge(key, keys.transcript(key, answers or {}, missing))


def late(alpha, k, slope):
    return -alpha * slope * (1 if k < 3 else 0.5)


WRONG, LATER, RIGHT = answered(RULES["ascent"]), answered(late), answered()


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (None, WRONG, "was missing, +2 points"),
        (WRONG, RIGHT, "was not right yet, +6 points"),
        (RIGHT, WRONG, "was right, -6 points"),
        (WRONG, LATER, "the first wrong step was 1, now it is 3"),
        (WRONG, answered(RULES["twin_a"]), "another wrong answer"),
        (WRONG, WRONG, NO_CHANGE),
        (RIGHT, RIGHT, None),
    ],
)
def test_a_change_is_said_in_points_and_steps(before, now, words):
    """Somebody who repairs a run wants to see that it is right for longer; one who forgot to run a cell, that."""
    progress = Progress()
    assert progress.changes(report(before)) == {}, "there was no check before"
    assert progress.changes(report(now)).get("gradient_descent") == words


def test_hints_go_on_until_the_answer_changes():
    progress, name = Progress(), ("small", "gradient_descent")
    progress.changes(report(WRONG))
    assert [progress.next_hint(*name) for _ in range(3)] == [1, 2, 3]
    progress.changes(report(WRONG))
    assert progress.next_hint(*name) == 4
    progress.changes(report(LATER))
    assert progress.next_hint(*name) == 1
