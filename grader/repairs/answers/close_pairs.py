"""Which two edits together may put an answer right, as far as what each of them alone changes tells.

Two edits of a formula often change its numbers independently of each other: what both do is the sum of what each does,
or the product. So of all pairs those are tried first of which sum or product is what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.judging.outcomes import Verdict
from grader.model.key import Case
from grader.repairs.answers.short_cases import leading, right_rows

MAX_NUMBERS = 12  # of an answer that are compared: those of its first wrong row
LEAST_COMPARED = 2  # one number is met by too many pairs
MAX_EDITS = 800  # of which every pair is looked at
# How near a pair comes to the right numbers, in parts of the error: pairs of one class are alike.
CLOSENESS = (1e-6, 1e-3, 0.01, 0.03, 0.1, 0.2, 0.4)
MAX_CLOSE = 1500  # pairs that are tried


@dataclass(frozen=True)
class WrongRow:
    """The first wrong row of an array of an answer, flat: the right one, the student's own and the row before."""

    name: str
    begin: int
    end: int
    right: np.ndarray
    own: np.ndarray
    before: np.ndarray

    def of(self, answer: Mapping[str, Any]) -> np.ndarray | None:
        """The same numbers of another answer; None where it has no such row."""
        numbers = _rows(answer.get(self.name), self.begin, self.end)
        return numbers if numbers is not None and numbers.shape == self.right.shape else None


def wrong_row(case: Case, verdict: Verdict) -> WrongRow | None:
    """The row of most numbers, a point before several costs; None where no array has two numbers to compare."""
    expected = case.expected or {}
    names = [name for name in case.tolerance if isinstance(expected.get(name), np.ndarray) and name in verdict.answer]
    rows = [_wrong_row_of(name, verdict.answer[name], expected[name], case.tolerance[name]) for name in names]
    rows.sort(key=lambda row: (row.end - row.begin == 1, row.right.size) if row else (False, 0))
    return rows[-1] if rows else None


def _wrong_row_of(name: str, answer: Any, expected: np.ndarray, tolerance: Any) -> WrongRow | None:
    flags = right_rows(answer, expected, tolerance)
    if not len(flags) or flags.all():
        return None
    begin = leading(flags)
    is_path = expected.ndim > 1 and expected[0].size >= LEAST_COMPARED
    end = min(begin + (1 if is_path else MAX_NUMBERS), len(flags))
    right, own = _rows(expected, begin, end), _rows(answer, begin, end)
    if right is None or own is None or right.shape != own.shape or right.size < LEAST_COMPARED:
        return None
    before = _rows(expected, begin - 1, begin) if begin and expected.ndim > 1 else None
    has_before = before is not None and before.shape == right.shape
    return WrongRow(name, begin, end, right, own, before if has_before else np.zeros_like(right))  # type: ignore[arg-type]


def _rows(array: Any, begin: int, end: int) -> np.ndarray | None:
    """These rows as finite numbers, at most so many; None where they are none."""
    try:
        rows = np.atleast_1d(np.asarray(array))[begin:end].ravel()[:MAX_NUMBERS]
    except ValueError:  # rows of several lengths
        return None
    is_finite = rows.dtype.kind in "iuf" and np.isfinite(rows).all()
    return rows.astype(float) if is_finite else None


def close_pairs(row: WrongRow, answers: Sequence[np.ndarray]) -> list[tuple[int, int]]:
    """Positions of two answers each, by how near both changes together come to what is right, the nearest first.

    Of pairs that are as near the first answers count, so that `answers` begin with those of the likeliest edits.
    """
    size = float(np.abs(row.right - row.own).max())
    if not answers or not size > 0:
        return []
    numbers = np.stack(answers[:MAX_EDITS])
    close: list[tuple[int, int, int]] = []
    for one in range(len(numbers)):
        with np.errstate(all="ignore"):
            errors = _errors(row, numbers[one], numbers[one + 1 :]) / size
        classes = np.searchsorted(CLOSENESS, errors)
        close += [(int(classes[at]), one, one + 1 + int(at)) for at in np.flatnonzero(classes < len(CLOSENESS))]
    close.sort(key=lambda pair: (pair[0], pair[1] + pair[2]))
    return [(one, other) for _, one, other in close[:MAX_CLOSE]]


def _errors(row: WrongRow, one: np.ndarray, others: np.ndarray) -> np.ndarray:
    """How far the sum, or the product, of the changes of `one` and of each of the others is from what is right."""
    both = [one + others - row.own]
    both += [start + (one - start) * (others - start) / (row.own - start) for start in (row.before, 0.0)]
    errors = np.nan_to_num(np.abs(np.stack(both) - row.right).max(axis=2), nan=np.inf)
    return np.asarray(errors.min(axis=0))
