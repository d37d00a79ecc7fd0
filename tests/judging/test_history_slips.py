"""Slips of recording are named from the rows of a history alone, where no other slip would give the same."""

from __future__ import annotations

import numpy as np
import pytest

from grader.judging.history_slips import SHORTEST, SLIPS, explains, find_slips

RUN = np.array([[3.0, 1.0], [2.0, 0.5], [1.5, 0.2], [1.2, 0.1], [1.1, 0.0]])
TOLERANCE = 1e-3


def slips(yours: np.ndarray, right: np.ndarray = RUN) -> tuple[str, ...]:
    return find_slips(yours, right, np.full(len(right), TOLERANCE))


@pytest.mark.parametrize(
    ("slip", "rows"),
    [
        ("without_first", [1, 2, 3, 4]), ("without_last", [0, 1, 2, 3]), ("without_ends", [1, 2, 3]),
        ("last_twice", [0, 1, 2, 3, 4, 4]), ("first_twice", [0, 0, 1, 2, 3, 4]), ("one_late", [0, 0, 1, 2, 3]),
        ("backwards", [4, 3, 2, 1, 0]), ("every_second", [0, 2, 4]), ("all_last", [4] * 5), ("all_first", [0] * 5),
        ("last_only", [4]), ("first_only", [0]), ("first_step_only", [0, 1]),
        ("first_is_last", [4, 1, 2, 3, 4]), ("later_are_last", [0, 4, 4, 4, 4]),
    ],
)  # fmt: skip
def test_a_slip_of_recording_is_named_from_the_rows(slip, rows):
    for right in (RUN, RUN[:, 0], RUN[:, :, None] * [1.0, 2.0]):
        assert slips(right[rows], right=right) == (f"bookkeeping.{slip}",)
    assert slips(RUN[rows] + 0.9 * TOLERANCE) == (f"bookkeeping.{slip}",)
    assert slips(RUN[rows] + 1.1 * TOLERANCE) == ()


def test_an_entry_beyond_the_end_is_not_known_and_may_be_anything():
    more = np.array([[9.0, 9.0]])
    assert slips(np.vstack([RUN, more])) == ("bookkeeping.one_too_many",)
    assert slips(np.vstack([RUN[1:], more])) == ("bookkeeping.one_early",)


def test_entries_beyond_a_kink_may_be_anything():
    late = RUN[[0, 0, 1, 2, 3]]
    assert find_slips(late * [[1.0], [1.0], [1.0], [1.0], [7.0]], RUN, np.full(3, TOLERANCE)) == (
        "bookkeeping.one_late",
    )
    assert find_slips(late, RUN, np.full(2, TOLERANCE)) == (), "two entries would fit too much"


def test_no_slip_is_named_where_two_fit_or_nothing_was_recorded():
    still = np.ones(5)
    assert slips(still[:4], right=still) == ()
    assert slips(np.zeros(5), right=np.array([3.0, 2.0, 1.0, 0.5, 0.0])) == (), "a list that was never filled"
    assert slips(RUN[1:2], right=RUN[:2]) == (), "too short to tell"


def test_what_a_short_history_does_not_tell_apart_has_both_names():
    assert slips(RUN[:2], right=RUN[:3]) == ("bookkeeping.without_last", "bookkeeping.first_step_only")


def test_a_history_of_two_entries_shows_no_slip_and_may_agree_with_one():
    right, tolerance = np.array([1.0, 3.0]), np.full(2, 1e-6)
    assert find_slips(np.array([3.0, 7.0]), right, tolerance) == ()
    assert explains("bookkeeping.one_early", np.array([3.0, 7.0]), right, tolerance)
    assert not explains("bookkeeping.one_early", np.array([2.0, 7.0]), right, tolerance)


@pytest.mark.parametrize("length", range(SHORTEST))
def test_a_history_that_is_too_short_for_a_slip_agrees_with_those_that_give_it(length):
    """Such as that of a case without a step, which is empty without its first entry."""
    right = np.arange(10.0, 10.0 + length)
    for slip in SLIPS:
        rows = [row for row in slip.rows(length) if 0 <= row < length]
        agrees = explains(slip.id, right[rows], right, np.full(length, 1e-9))
        assert agrees == (length > 0 and len(rows) == len(slip.rows(length)))
