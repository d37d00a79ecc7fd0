"""Slips of recording that any history can have, as rows of the right one: `rows(R)` of a history with R entries.

A row R is the entry after the last right one. Nobody knows its numbers, so anything is accepted in its place, as it is
for entries that are not judged.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

SHORTEST = 3  # entries of a right history in which a slip is looked for: of fewer, too much would fit
Rows = Callable[[int], Sequence[int]]  # of a history with R entries, the right rows that are recorded


@dataclass(frozen=True)
class HistorySlip:
    """A slip with its name and its hint for students; `is_partial` where it may befall one of two histories alone."""

    id: str
    name: str
    hint: str
    rows: Rows
    is_partial: bool = False

    @property
    def shows_the_run(self) -> bool:
        """Whether what is recorded reaches the last entry but one."""
        return max(self.rows(9)) >= 7


GROUP = "bookkeeping."  # what the id of each slip begins with
SLIPS: list[HistorySlip] = []


def _slip(*, partial: bool) -> Callable[[Rows], Rows]:
    """Add a slip of the function's name to SLIPS, with the name and the hint of its docstring."""

    def add(rows: Rows) -> Rows:
        name, _, hint = (rows.__doc__ or "").partition("\n\n")
        SLIPS.append(HistorySlip(f"{GROUP}{rows.__name__}", name, " ".join(hint.split()), rows, partial))
        return rows

    return add


@_slip(partial=True)
def without_first(R: int) -> Sequence[int]:
    """the first entry is missing

    All other entries are right, each one place too early. Is the first one put into the list before the loop?
    """
    return range(1, R)


@_slip(partial=True)
def without_last(R: int) -> Sequence[int]:
    """the last entry is missing

    All other entries are right. Does the loop run one time too few (note where `range` stops), or is each entry
    recorded before its step, and the one after the last step never?
    """
    return range(R - 1)


@_slip(partial=False)
def without_ends(R: int) -> Sequence[int]:
    """the first and the last entry are missing

    The entries between them are right. What is in the list before the loop begins, and how often does it run?
    """
    return range(1, R - 1)


@_slip(partial=False)
def one_too_many(R: int) -> Sequence[int]:
    """one entry too many at the end

    All right entries are there, and one more follows. Where does the loop stop? Is anything recorded after it?
    """
    return range(R + 1)


@_slip(partial=False)
def last_twice(R: int) -> Sequence[int]:
    """the last entry is recorded twice

    The loop has recorded it already, and then it is recorded again after the loop.
    """
    return [*range(R), R - 1]


@_slip(partial=False)
def first_twice(R: int) -> Sequence[int]:
    """the first entry is recorded twice

    Everything after it stands one place too late. It is recorded before the loop, and again in the first pass.
    """
    return [0, *range(R)]


@_slip(partial=True)
def one_late(R: int) -> Sequence[int]:
    """the first entry is recorded twice and the last one is missing

    The length is right, and each later entry stands one place too late: each is recorded before its step.
    """
    return [0, *range(R - 1)]


@_slip(partial=True)
def one_early(R: int) -> Sequence[int]:
    """every entry stands one place too early

    The length is right, but the list begins with the second entry: each is recorded after its step, and the one
    before the first step is not.
    """
    return range(1, R + 1)


@_slip(partial=False)
def backwards(R: int) -> Sequence[int]:
    """the entries stand in the opposite order

    All of them are right, the last one first. Is each new entry put in front of the list?
    """
    return range(R - 1, -1, -1)


@_slip(partial=False)
def every_second(R: int) -> Sequence[int]:
    """only every second entry is recorded

    Those that are there are right. Is a step taken in two places and recorded in one of them?
    """
    return range(0, R, 2)


@_slip(partial=True)
def all_last(R: int) -> Sequence[int]:
    """every entry is the last one, as where one array is stored again and again

    Either all entries are one and the same array, which is changed in place: record a copy of it. Or the value is
    computed after the loop.
    """
    return [R - 1] * R


@_slip(partial=True)
def first_is_last(R: int) -> Sequence[int]:
    """the first entry is the last one, because the start was not copied

    All others are right. The starting array itself is recorded, and later changed in place: record a copy of it.
    """
    return [R - 1, *range(1, R)]


@_slip(partial=True)
def later_are_last(R: int) -> Sequence[int]:
    """every entry after the first is the last one, because these entries are one array

    The same array is recorded in each pass, and changed in place by `w -= ...` or the like: record a copy of it.
    """
    return [0, *[R - 1] * (R - 1)]


@_slip(partial=True)
def all_first(R: int) -> Sequence[int]:
    """every entry is the first one

    The same value is recorded in every pass. Is the new one computed, and is it the one that is recorded?
    """
    return [0] * R


@_slip(partial=False)
def last_only(R: int) -> Sequence[int]:
    """only the last entry is returned

    It is right, but the whole way to it was asked for: put every entry into a list.
    """
    return [R - 1]


@_slip(partial=False)
def first_step_only(R: int) -> Sequence[int]:
    """the history ends after its second entry

    Both are right. Does the `return` stand inside the loop, so that the function ends in the first pass?
    """
    return range(2)


@_slip(partial=False)
def first_only(R: int) -> Sequence[int]:
    """only the first entry is recorded

    It is right. Does the loop run, and is anything put into the list inside it?
    """
    return [0]


IDS = frozenset(slip.id for slip in SLIPS)
WITHOUT_THE_RUN = frozenset(slip.id for slip in SLIPS if not slip.shows_the_run)


def find_slips(yours: np.ndarray, right: np.ndarray, tolerance: np.ndarray) -> tuple[str, ...]:
    """The ids of the slips that give a wrong history (R', ...): several where a short history does not tell them apart.

    Those are meant that leave the least open; where such slips differ in their rows, none is named.
    """
    if min(len(right), len(tolerance)) < SHORTEST:
        return ()
    fits: dict[tuple[int, ...], list[str]] = {}
    for slip in SLIPS:
        rows = slip.rows(len(right))
        if (yours.any() or not any(rows)) and _fits(rows, yours, right, tolerance):  # zeros record no later entries
            fits.setdefault(tuple(rows), []).append(slip.id)
    compared = {rows: sum(row < len(tolerance) for row in rows) for rows in fits}
    best = [rows for rows in fits if compared[rows] == max(compared.values())]
    return tuple(fits[best[0]]) if len(best) == 1 else ()


def explains(slip_id: str, yours: np.ndarray, right: np.ndarray, tolerance: np.ndarray) -> bool:
    """Whether this slip gives a wrong history, as other ones may: not one of an empty history."""
    (slip,) = (each for each in SLIPS if each.id == slip_id)
    return len(right) > 0 and _fits(slip.rows(len(right)), yours, right, tolerance)


def _fits(slipped: Sequence[int], yours: np.ndarray, right: np.ndarray, tolerance: np.ndarray) -> bool:
    """Whether these rows of the right history are yours, as far as it has them."""
    rows = np.array(slipped, dtype=int)
    if len(rows) != len(yours):
        return False
    has_row = rows < len(tolerance)
    return bool((row_gaps(yours[has_row], right[rows[has_row]]) <= tolerance[rows[has_row]]).all())


def row_gaps(yours: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The largest distance in each row of two arrays (R, ...) of one shape: (R,), nan where there is one."""
    gaps = np.abs(np.subtract(yours, right, dtype=float))
    largest: np.ndarray = gaps.reshape(len(gaps), math.prod(gaps.shape[1:])).max(axis=1, initial=0.0)
    return largest
