"""Of two wrong answers one may stand nearer to the right one; of random results a check's sentence says which."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.repaired import key

from grader.judging.outcomes import FailedCheck, Right, Verdict
from grader.repairs.answers import is_further, nearness_of

QUESTION = replace(key().questions[0], check="checks.py:is_walk", runs=50)


@pytest.mark.parametrize(
    ("sentence", "before", "further"),
    [
        ("Step 3 is wrong.", "Step 1 is wrong.", True),
        ("Step 1 is wrong.", "Step 1 is wrong.", False),
        ("Step 1 is wrong.", "Step 3 is wrong.", False),
        ("Epoch 2, step 1.", "Epoch 1, step 3.", True),
        ("Loss 3 is wrong.", "Step 1 is wrong.", False),
    ],
)
def test_the_same_words_of_a_later_step_say_that_more_is_right(sentence, before, further):
    assert is_further(sentence, before) == further


def nearness(outcome, share=0.0):
    return nearness_of(QUESTION, QUESTION.cases[0], Verdict(outcome, share))


def test_what_chance_may_do_is_no_place():
    """Of counts that are unlikely the numbers say nothing; that all is right says most."""
    first, third = (nearness(FailedCheck(f"Step {k} is wrong.", runs=50)) for k in (1, 3))
    unlikely, other = (nearness(FailedCheck(f"It came {k} times.", runs=50, error_rate=1e-4)) for k in (1, 9))
    right = nearness(Right(), 1.0)
    assert third.is_better_than(first) and not first.is_better_than(third)
    assert not other.is_better_than(unlikely) and unlikely.answer != other.answer
    assert right.is_better_than(third) and not third.is_better_than(right)
