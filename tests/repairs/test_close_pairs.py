"""Two edits that change numbers independently of each other are recognized by what each of them alone does."""

from __future__ import annotations

import numpy as np
import pytest

from grader.judging.outcomes import Right, Verdict
from grader.model.key import Case
from grader.repairs.answers import WrongRow, close_pairs, wrong_row

OWN = np.array([1.0, -2.0, 3.0, 0.5])
OTHERS = [OWN + change for change in np.random.default_rng(0).normal(size=(50, 4))]


def row(right: np.ndarray, before: np.ndarray | float = 0.0) -> WrongRow:
    return WrongRow("w", 1, 2, right, OWN, np.zeros(4) + before)


def nearest(of: WrongRow, one: np.ndarray, other: np.ndarray) -> tuple[int, int]:
    first, *_ = close_pairs(of, [one, *OTHERS, other])
    return first


TERMS = np.array([0.3, -0.7, 1.1, 0.0]), np.array([2.0, 0.0, -0.2, 0.9])


@pytest.mark.parametrize("before", [0.0, np.array([5.0, 6.0, 7.0, 8.0])])
def test_two_factors_of_a_value_or_of_a_step_are_the_nearest_pair(before):
    step, factors = OWN - before, (np.array([2.0, 3.0, 1.0, 1.5]), 4.0)
    right, one, other = (before + step * each for each in (factors[0] * factors[1], *factors))
    assert nearest(row(right, before), one, other) == (0, 51)


def test_edits_that_are_far_from_what_is_missing_are_no_pair():
    assert close_pairs(row(OWN + 100), OTHERS) == []


def test_of_pairs_that_are_as_near_the_likeliest_edits_come_first():
    one, other = TERMS
    assert close_pairs(row(OWN + one + other), [OWN + one, OWN + other, OWN + one + 1e-9, *OTHERS])[0] == (0, 1)


def row_of(right: np.ndarray, answer: np.ndarray) -> WrongRow | None:
    """The row that is compared of this answer."""
    tolerance = np.full(len(right), 1e-6) if right.ndim > 1 else 1e-6
    return wrong_row(
        Case("f-1", "f", False, 1.0, {}, {".": right}, {".": tolerance}), Verdict(Right(), 0, {".": answer})
    )


@pytest.mark.parametrize("answer", [np.array([1.0, 2.0]), np.array([1.0, 3.0]), np.array([1.0])])
def test_a_right_answer_has_no_wrong_row_and_one_number_is_none(answer):
    assert row_of(np.array([1.0, 2.0]), answer) is None
