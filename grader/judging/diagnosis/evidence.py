"""How strongly a student's numbers speak for a candidate: in bits, each of which halves the chance of an accident.

A number speaks where the mistake changes it: the nearer the student's is to the mistake's, on the scale of how far that
is from the right one, the more. A long run so gives hundreds of bits, one number at most MOST, a label LABEL. Numbers
that repeat the one before, that are right, or that are not finite give none. The more candidates are tried, the more of
them fit by accident: each doubling of their number takes a bit away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from grader.judging.diagnosis.bounds import as_rows
from grader.judging.diagnosis.candidates import CandidateAnswer, Part

FAR = 16  # times the bound: a mistake that is farther from the right number shows no more
FLOOR = 1 / 256  # of the bound: what is nearer to a mistake differs by float32's rounding alone
MOST = math.log2(FAR / FLOOR)  # bits of one number
LABEL = 2.0  # bits of a label, and of where a history stops being finite
LEAST = 2.0  # bits of a number that is right, where the array has another shape than the right one
STRONG = 15.0  # bits: one accident in 30,000; more than one number gives
WEAK = -1.0  # bits: with fewer, so many candidates are expected to fit by accident


@dataclass(frozen=True, order=True)
class Evidence:
    """What speaks for a candidate, in bits, less what so many candidates give by accident."""

    bits: float

    @classmethod
    def of(cls, parts: Iterable[tuple[Part, CandidateAnswer]], tried: int) -> Evidence:
        """The evidence of parts that match the answers of one of `tried` candidates."""
        return cls(sum(_bits(part, answer) for part, answer in parts) - math.log2(max(tried, 1)))

    @property
    def is_strong(self) -> bool:
        """Whether the match alone shows the cause."""
        return self.bits >= STRONG

    @property
    def is_weak(self) -> bool:
        """Whether others would fit as well by accident."""
        return self.bits < WEAK


def _bits(part: Part, candidate: CandidateAnswer) -> float:
    value = part.value
    if not candidate.concerns(part.name):
        return 0.0
    if not isinstance(value, np.ndarray):
        return LABEL
    right = as_rows(part.right)
    run = candidate.bounded(part.name, part.case)
    rows = value.reshape(run.rows.shape)
    finite = np.isfinite(run.rows) & np.isfinite(rows)
    speaks = finite if run.free is None else finite & ~run.free
    distance = np.minimum(_distance(run.rows, right), FAR * run.allowed)
    digits = np.log2(distance / np.maximum(np.abs(rows - run.rows), FLOOR * run.allowed))
    most = np.where(_differs_from_last(run.rows, run.allowed), MOST, LEAST)
    is_alike = run.rows.shape == right.shape
    missing = 0.0 if is_alike else LEAST * max(right.size - rows.size, 0)
    of_numbers = np.clip(digits, 0.0 if is_alike else LEAST, most)[speaks].sum()
    return float(of_numbers) + missing + LABEL * bool(finite.any() and not finite.all())


def _differs_from_last(rows: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Which numbers (R, n) are not those of the row before; allowed (R, 1) is what two equal ones may differ by."""
    return np.vstack([np.ones_like(rows[:1], dtype=bool), np.abs(np.diff(rows, axis=0)) > allowed[1:]])


def _distance(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """How far each number (R, n) is from the right one; where there are others of them, from the nearest."""
    if rows.shape == right.shape:
        return np.asarray(np.abs(rows - right))
    if not right.size:
        return np.full(rows.shape, np.inf)
    ordered = np.sort(right, axis=None)
    after = np.searchsorted(ordered, rows).clip(1, max(len(ordered) - 1, 1))
    last = len(ordered) - 1
    nearest: np.ndarray = np.minimum(np.abs(rows - ordered[after - 1]), np.abs(rows - ordered[after.clip(max=last)]))
    return nearest
