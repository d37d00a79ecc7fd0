"""No submission holds the grader for long, whatever its functions do, and no question takes what another one needs."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from support.program import QUICK, Limits, ask, forked, program
from support.rows import few

from grader.model.request import Request
from grader.model.transcript import Call, Returned
from grader.sandbox import session
from grader.sandbox.allowance import MAX_SHARE, OWN, Allowance, limits_within

LIMITS = Limits(question_seconds=10.0, patience=3.0)  # a question brings 30 seconds on the wall


def use_up(allowance: Allowance, *questions: str) -> None:
    for question in questions:
        allowance.charge(question, allowance.left(question))


@pytest.mark.parametrize("seed", range(20))
def test_a_submission_has_the_seconds_of_its_questions_and_of_one_more_in_any_order(seed):
    """Four questions use what they can in any order, and come again and again."""
    drawn, used, allowance = random.Random(seed), 0.0, Allowance(LIMITS)
    for _ in range(200):
        question = drawn.choice("abcd")
        seconds = drawn.uniform(0, 1) * max(0.0, allowance.left(question))
        allowance.charge(question, seconds)
        used += seconds
    use_up(allowance, *"abcd")
    assert 30 * 4 < used <= 30 * 5 + 1e-6
    assert all(allowance.left(question) <= 1e-9 for question in "abcd")


def test_one_question_gets_twice_its_seconds():
    allowance = Allowance(LIMITS)
    assert allowance.left("f") == MAX_SHARE * 30
    allowance.charge("f", 50)
    assert allowance.left("f") == 10


def test_whatever_others_use_a_question_has_its_seconds_when_it_comes_and_half_of_them_for_ever():
    allowance = Allowance(LIMITS)
    use_up(allowance, *"abcdefgh")
    assert allowance.left("honest") == 30
    allowance.charge("honest", 5)
    use_up(allowance, *"abcdefgh")
    assert allowance.left("honest") == OWN * 30 - 5


def test_what_others_leave_is_for_the_question_that_needs_it():
    allowance = Allowance(LIMITS)
    for question in "abcdefgh":
        assert allowance.left(question) > 0
        allowance.charge(question, 1.0)
    for slow in "ijk":
        assert allowance.left(slow) == MAX_SHARE * 30
        use_up(allowance, slow)


def test_the_sentence_says_which_limit_and_what_used_it_up():
    allowance = Allowance(LIMITS)
    assert allowance.refusal("slow") == ""
    use_up(allowance, "slow", "other", "other")
    allowance.charge("other", 1.0)
    assert allowance.refusal("slow") == (
        "this question may take 60 seconds (all runs, repeated ones and starts of Python included), and has taken them"
    )
    assert allowance.refusal("other") == (
        "this question has taken its own 15 seconds (all runs, repeated ones and starts of Python included), and "
        "nothing is left of the time that all questions share: the largest part went to `slow`"
    )


def test_limits_within_some_seconds_are_never_longer_than_before():
    limits = limits_within(LIMITS, 360.0, 11)
    assert limits.question_seconds * limits.patience * 12 == 360.0
    assert limits.case_seconds * (limits.timeouts_per_question + 1) == MAX_SHARE * limits.question_seconds
    assert limits_within(LIMITS, 1e9, 11) == LIMITS


# ── whole submissions

SOON = replace(QUICK, case_seconds=0.5, question_seconds=1.0)
SLEEPS = "time.sleep(1.3)\n    return x"  # nearly as long as a case may: no time-out ends the question
HOSTILE = {
    "sleeps": SLEEPS,
    "dies": "os.abort()",
    "kills itself late": "time.sleep(1.3)\n    os.kill(os.getpid(), 9)",
    "sleeps and dies by turns": "time.sleep(1.3)\n    if x % 2: os.abort()\n    raise ValueError(changed)",
}


def requests(question: str, at: int, *cases: int) -> list[Request]:
    """Of a question whose functions later cells may change, as in any notebook."""
    needs, as_defined = (0, at, 4), (0, at)
    return [replace(ask(f"{question}-{n}", question, needs, x=float(n)), as_defined=as_defined) for n in cases]


@pytest.fixture
def children(monkeypatch):
    """The number of children that were started."""
    started, start = [], session.ChildProcess.start
    monkeypatch.setattr(session.ChildProcess, "start", lambda environment: started.append(0) or start(environment))
    return started


@pytest.mark.parametrize("way", few(HOSTILE))
def test_a_hostile_submission_ends_and_its_right_question_has_all_its_points(way, children):
    """Two questions are hostile; the right one comes last, among the visible cases and among the hidden ones."""
    functions = [f"def {name}(x):\n    {HOSTILE[way]}" for name in "ab"]
    cells = program("import os, time\nchanged = 0", *functions, "def right(x):\n    return 2 * x", "changed = 1")
    places = {"a": 1, "b": 2, "right": 3}
    shown, hidden = (
        [r for name, at in places.items() for r in requests(name, at, *n)] for n in (range(4), range(4, 8))
    )
    began = time.monotonic()
    done = session.run(cells, [*shown, *hidden], forked(limits=SOON))
    seconds = time.monotonic() - began
    starts_and_ends = 10.0  # on a busy machine
    assert seconds < SOON.patience * SOON.question_seconds * (len(places) + 1) + starts_and_ends
    assert all(type(done.calls[f"right-{n}"]) is Returned for n in range(8)), done.calls
    assert len(children) <= session.MAX_CHILDREN * len(shown)
    refused = {name.partition("-")[0] for name, call in done.calls.items() if _is_refused(call)}
    assert way == "dies" or refused
    assert refused == {note.partition(": cases are not run: ")[0] for note in done.notes if "not run" in note}


def _is_refused(call: Call) -> bool:
    return "not run: this question" in getattr(call, "detail", "") and getattr(call, "why", "") == "timed_out"


def test_what_was_earned_before_the_time_was_used_up_is_kept():
    cells = program("import os, time\nchanged = 0", f"def f(x):\n    {SLEEPS}")
    asked = [ask(f"f-{n}", "f", (0, 1), x=float(n)) for n in range(8)]
    calls = list(session.run(cells, asked, forked(limits=SOON)).calls.values())
    worked = [call for call in calls if isinstance(call, Returned)]
    assert 2 <= len(worked) < 7 and calls[: len(worked)] == worked
    assert all(_is_refused(call) for call in calls[len(worked) + 1 :]), calls
