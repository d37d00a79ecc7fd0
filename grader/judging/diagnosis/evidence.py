"""How strongly a student's numbers speak for a candidate: in bits, each of which halves the chance of an accident.

A number speaks where the mistake changes it: the nearer the student's is to the mistake's, on the scale of how far that
is from the right one, the more. A long run so gives hundreds of bits, one number at most MAX_BITS, a label LABEL.
Numbers that repeat the one before, that are right, or that are not finite give none, nor do costs that follow from
points which speak. The more candidates are tried, the more of them fit by accident: each doubling of their number takes
a bit away. An answer to a case that several candidates give, which differ in other cases, was chosen among few: it says
no more than how seldom it is among the candidates.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from grader.judging.diagnosis.bounds import BoundedRun, as_rows
from grader.judging.diagnosis.candidates import AnswerPart, Candidate, CandidateAnswer
from grader.judging.part_verdicts import nearest
from grader.model.result_form import COSTS, WEIGHTS

FAR = 16  # times the bound: a mistake that is farther from the right number shows no more
FLOOR = 1 / 256  # of the bound: what is nearer to a mistake differs by float32's rounding alone
MAX_BITS = math.log2(FAR / FLOOR)  # bits of one number
LABEL = 2.7  # bits of a label, of which there are few, but who errs follows a rule; and of where a run turns nan
LEAST = 2.0  # bits of a number that is right, where the array has another shape than the right one
STRONG = 15.0  # bits: one accident in 30,000; more than one number gives
SURE = 20.0  # bits: on unseen programs one name in 180 with so many was wrong, and one in 5 with fewer
CERTAIN = 40.0  # bits: with fewer, of three or four numbers, the student's own program is looked at as well
ACCIDENTAL = 1.0  # bits: with fewer, one of so many candidates fits random answers about every second time


@dataclass(frozen=True, order=True)
class Evidence:
    """What speaks for a candidate, in bits, less what so many candidates give by accident."""

    bits: float

    @classmethod
    def of(
        cls, candidate: Candidate, parts: Iterable[AnswerPart], tried: int, most: Mapping[str, float] | None = None
    ) -> Evidence:
        """The evidence of parts that match the candidate, one of so many that were tried; a case gives `most` bits."""
        answers = candidate.answers
        bits = {(part.case.id, part.name): _bits(answers[part.case.id], part) for part in parts}
        follow = {(c, COSTS) for c, name in bits if name == WEIGHTS and answers[c].costs_follow and bits[c, name]}
        by_case = defaultdict[str, float](float)
        for place, each in bits.items():
            by_case[place[0]] += each * (place not in follow)
        total = sum(min(each, (most or {}).get(case, math.inf)) for case, each in by_case.items())
        return cls(total - math.log2(max(tried, 1)))

    @property
    def is_sure(self) -> bool:
        """Whether so many numbers match that hardly another slip gives the same ones."""
        return self.bits >= SURE

    @property
    def is_certain(self) -> bool:
        """Whether so many numbers match that the student's own program need not be looked at."""
        return self.bits >= CERTAIN


def _bits(candidate: CandidateAnswer, part: AnswerPart) -> float:
    if not candidate.concerns(part.name):
        return 0.0
    if not isinstance(part.value, np.ndarray):
        return LABEL
    run = candidate.bounded(part.name, part.case)
    scale: _Scale | None = candidate.scales.get(part.name)
    if scale is None:
        scale = candidate.scales[part.name] = _Scale.of(run, as_rows(part.right))
    return scale.bits(np.abs(part.value.reshape(run.rows.shape) - run.rows))


@dataclass(frozen=True, eq=False)
class _Scale:
    """What the numbers (R, n) of a mistake can show: the same for every student.

    `digits` are the logarithms of how far they are from the right ones, `floor` (R, 1) is the least distance that
    counts; a number that `speaks` gives from `least` to `most` bits, and the array as a whole `form` bits.
    """

    digits: np.ndarray
    floor: np.ndarray
    speaks: np.ndarray
    least: float
    most: np.ndarray
    form: float

    @classmethod
    def of(cls, run: BoundedRun, right: np.ndarray) -> _Scale:
        """What the numbers of a mistake's run can say where these are the right ones."""
        is_alike, finite = run.rows.shape == right.shape, np.isfinite(run.rows)
        missing = 0.0 if is_alike else LEAST * max(right.size - run.rows.size, 0)
        return cls(
            digits=np.log2(np.minimum(_distance(run.rows, right), FAR * run.allowed)),
            floor=FLOOR * run.allowed,
            speaks=finite if run.free is None else finite & ~run.free,
            least=0.0 if is_alike else LEAST,
            most=np.where(_differs_from_last(run.rows, run.allowed), MAX_BITS, LEAST),
            form=missing + LABEL * bool(finite.any() and not finite.all()),
        )

    @cached_property
    def exact(self) -> float:
        """The bits of numbers that are those of the mistake."""
        return self._bits(self.floor)

    def bits(self, gaps: np.ndarray) -> float:
        """The bits of numbers (R, n) that are so far from the mistake's."""
        return self.exact if (gaps <= self.floor).all() else self._bits(np.maximum(gaps, self.floor))

    def _bits(self, gaps: np.ndarray) -> float:
        of_numbers = np.minimum(np.maximum(self.digits - np.log2(gaps), self.least), self.most)
        return float(of_numbers.sum(where=self.speaks)) + self.form


def _differs_from_last(rows: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Which numbers (R, n) are not those of the row before; allowed (R, 1) is what two equal ones may differ by."""
    differs = np.ones(rows.shape, dtype=bool)
    differs[1:] = np.abs(rows[1:] - rows[:-1]) > allowed[1:]
    return differs


def _distance(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """How far each number (R, n) is from the right one; where there are others of them, from the nearest."""
    if rows.shape == right.shape:
        return np.asarray(np.abs(rows - right))
    if not right.size:
        return np.full(rows.shape, np.inf)
    ordered = np.sort(right, axis=None)
    return np.asarray(np.abs(rows - ordered[nearest(rows, ordered)]))
