"""Whose numbers a student's are: those of one candidate in every part of the answer, but for rounding.

Many students of a class make the same mistake, and each rounds a little otherwise. What explains their answers is found
once, of the candidate's own numbers: evidence makes no difference between numbers that are so near.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from grader.judging.diagnosis.bounds import CLOSE, as_rows, row_bounds
from grader.judging.diagnosis.candidates import AnswerPart, Candidate, tolerance_of
from grader.judging.diagnosis.evidence import FLOOR

ROUNDED = 1e-12  # of the size of what is added up: more than adding it in another order changes


class _Table(NamedTuple):
    """The numbers of some candidates (C, N), one after another, and how near another's must be (C, N).

    Sums (C,) with `weights` (N,) and the distance `reach` (C,) within which another's sum then lies leave few of them.
    """

    indices: list[int]
    numbers: np.ndarray
    floor: np.ndarray
    weights: np.ndarray
    sums: np.ndarray
    reach: np.ndarray

    def find(self, numbers: np.ndarray) -> int | None:
        """The first candidate whose numbers these are, (N,)."""
        (near,) = (np.abs(self.sums - _finite(numbers) @ self.weights) <= self.reach).nonzero()
        own = (i for i in near.tolist() if _are_near(numbers, self.numbers[i], self.floor[i]))
        place = next(own, None)
        return None if place is None else self.indices[place]


@dataclass(frozen=True, eq=False)
class KnownAnswers:
    """The answers of some candidates. `memory` holds what was found for those of one, by anything that decides it."""

    candidates: Sequence[Candidate]
    memory: dict[Any, Any] = field(default_factory=dict)
    _tables: dict[tuple[Any, ...], _Table] = field(default_factory=dict)
    _parts: dict[tuple[int, str, str], AnswerPart] = field(default_factory=dict)

    def find(self, parts: Sequence[AnswerPart]) -> int | None:
        """The index of the first candidate whose numbers these parts of an answer hold, None where there is none."""
        if not all(isinstance(part.value, np.ndarray) for part in parts):
            return None
        form = tuple((part.case.id, part.name, part.value.shape) for part in parts)
        if form not in self._tables:
            self._tables[form] = self._table(parts)
        table = self._tables[form]
        return table.find(np.concatenate([part.value.ravel() for part in parts])) if table.indices else None

    def part(self, index: int, of: AnswerPart) -> AnswerPart:
        """The part with the candidate's numbers; one for all whose numbers these are."""
        place = index, of.case.id, of.name
        if place not in self._parts:
            answer = self.candidates[index].answers[of.case.id]
            self._parts[place] = AnswerPart(of.case, of.name, answer.array(of.name))
        return self._parts[place]

    def _table(self, parts: Sequence[AnswerPart]) -> _Table:
        """The candidates that have numbers for each of these parts, in its form."""
        indices = [i for i, each in enumerate(self.candidates) if all(_has(each.answers, part) for part in parts)]
        numbers, floors = [np.zeros((len(indices), 0))], [np.zeros((len(indices), 0))]
        for part in parts if indices else ():
            arrays = [self.candidates[i].answers[part.case.id].array(part.name) for i in indices]
            rows = np.array([as_rows(array) for array in arrays])
            numbers.append(rows.reshape(len(rows), -1))
            floors.append(np.repeat(_floor(rows, tolerance_of(part.case, part.name)), rows.shape[2], axis=1))
        all_numbers, floor = np.concatenate(numbers, axis=1), np.concatenate(floors, axis=1)
        weights = np.linspace(1.0, 2.0, floor.shape[1])
        finite = _finite(all_numbers)
        reach = np.nan_to_num(floor) @ weights + ROUNDED * (np.abs(finite) @ weights)
        return _Table(indices, all_numbers, floor, weights, finite @ weights, reach)


def _floor(rows: np.ndarray, tolerance: float) -> np.ndarray:
    """How near each row (C, R, n) of another run must be, (C, R): in parts of its own size once it has blown up.

    It is nan from the first row on that is not finite: nothing is near it but the same.
    """
    allowed, calm = row_bounds(rows, tolerance)
    size = np.maximum.accumulate(np.abs(rows).max(axis=-1, initial=0.0), axis=-1)
    return np.where(np.isfinite(size), FLOOR * np.where(calm, allowed, CLOSE * size), np.nan)


def _finite(numbers: np.ndarray) -> np.ndarray:
    """The numbers with 0 for inf and nan."""
    return np.where(np.isfinite(numbers), numbers, 0.0)


def _are_near(numbers: np.ndarray, own: np.ndarray, floor: np.ndarray) -> bool:
    """Whether all numbers are these, inf and nan in the same places."""
    near = np.abs(numbers - own) <= floor
    return bool(near.all() or (near | (numbers == own) | (np.isnan(numbers) & np.isnan(own))).all())


def _has(answers: Mapping[str, Any], part: AnswerPart) -> bool:
    """Whether these answers hold numbers for the part, as many of them in each direction."""
    answer = answers.get(part.case.id)
    if answer is None or not answer.concerns(part.name) or isinstance(answer.answer[part.name], (str, bool)):
        return False
    return bool(answer.array(part.name).shape == part.value.shape)
