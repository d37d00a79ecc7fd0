"""A quick look at all candidates of a round at once, so that few are compared with an answer closely.

The look may let pass what does not match, and never holds back what does.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from grader.judging.diagnosis.bounds import as_rows, row_bounds
from grader.judging.diagnosis.candidates import AnswerPart, Candidate, CandidateAnswer, rounds, tolerance_of
from grader.model.key import Case, Key, Question

CHOSEN = 12  # numbers of a part that may be one of few: a longer one is computed
GLANCE = 8  # numbers of a long array that are looked at, at least
WIDER = 1 + 1e-9  # than `BoundedRun`: a bound is added here and compared there, which rounds differently


class _Stack(NamedTuple):
    """Candidates whose array has one shape, and the bounds between which another's numbers may lie, (G, C) each.

    `places` are those of the numbers that are looked at, (G,). What is `free` may be anything, nan as well.
    """

    indices: np.ndarray
    places: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray
    free: np.ndarray


class _Screen(NamedTuple):
    """The stacks for one array of one case, by shape, and which candidates say nothing of that array."""

    silent: np.ndarray
    stacks: Mapping[tuple[int, ...], _Stack]


@dataclass(frozen=True, eq=False)
class Round:
    """The candidates of one round; hundreds are compared with one answer at once, so that few are compared closely."""

    candidates: list[Candidate]
    memory: dict[tuple[str, str], _Screen] = field(default_factory=dict)
    chosen: tuple[Round, np.ndarray] | None = None  # the round of which these are some, and their indices there

    @cached_property
    def public(self) -> Round:
        """The candidates that follow from visible cases alone."""
        public = np.array([i for i, each in enumerate(self.candidates) if not each.staff_only], dtype=int)
        if len(public) == len(self.candidates):
            return self
        return Round([self.candidates[i] for i in public], chosen=(self, public))

    @cached_property
    def is_recorded_rightly(self) -> bool:
        """Whether the candidates say all of a result, as it should be recorded."""
        answers = (answer for each in self.candidates for answer in each.answers.values())
        return not any(answer.only or answer.slips for answer in answers)

    def near(self, parts: Sequence[AnswerPart]) -> list[Candidate]:
        """The candidates that may explain these parts, and perhaps a few more."""
        left: np.ndarray | None = None
        for part in parts:
            if isinstance(part.value, np.ndarray):
                near = self.near_part(part)
                left = near if left is None else left & near
                if np.count_nonzero(left) <= 1:
                    break
        return self.candidates if left is None else [self.candidates[i] for i in left.nonzero()[0].tolist()]

    def most_bits(self, parts: Sequence[AnswerPart]) -> Mapping[str, float]:
        """By case how much its parts can say, where more candidates give them than give those of all cases."""
        if any(np.size(part.value) > CHOSEN for part in parts):
            return {}
        by_case: dict[str, list[AnswerPart]] = {}
        for part in parts:
            by_case.setdefault(part.case.id, []).append(part)
        agreeing = {case: self._giving(own) for case, own in by_case.items()}
        everywhere, total = set.intersection(*agreeing.values()), len(self.candidates)
        return {case: math.log2(total / len(own)) for case, own in agreeing.items() if len(own) > len(everywhere)}

    def _giving(self, parts: Sequence[AnswerPart]) -> set[int]:
        """The indices of the candidates that give these parts of one case."""
        arrays = [self.near_part(part) for part in parts if isinstance(part.value, np.ndarray)]
        near = np.all(arrays, axis=0) if arrays else np.full(len(self.candidates), True)
        return {i for i in near.nonzero()[0].tolist() if all(map(self.candidates[i].matches, parts))}

    def near_part(self, part: AnswerPart) -> np.ndarray:
        """Which candidates may explain this array, one flag for each."""
        if self.chosen is None:
            return self.near_array(part.case, part.name, part.value)
        whole, indices = self.chosen
        chosen: np.ndarray = whole.near_part(part)[indices]
        return chosen

    def near_array(self, case: Case, name: str, array: np.ndarray) -> np.ndarray:
        """Which candidates may explain one array of the answer, one flag for each."""
        if (case.id, name) not in self.memory:
            self.memory[case.id, name] = self._screen(case, name)
        screen = self.memory[case.id, name]
        near: np.ndarray = screen.silent.copy()
        if stack := screen.stacks.get(array.shape):
            numbers = array.reshape(-1, 1)[stack.places]
            within = (numbers >= stack.lowest) & (numbers <= stack.highest)
            near[stack.indices] = (within | stack.free).all(axis=0)
        return near

    def _screen(self, case: Case, name: str) -> _Screen:
        silent = np.full(len(self.candidates), False)
        by_shape: dict[tuple[int, ...], dict[int, CandidateAnswer]] = defaultdict(dict)
        for i, candidate in enumerate(self.candidates):
            if answer := candidate.answers.get(case.id):
                silent[i] = not answer.concerns(name)
                if not silent[i]:
                    by_shape[answer.array(name).shape][i] = answer
        tolerance = tolerance_of(case, name)
        return _Screen(silent, {shape: _stack(answers, tolerance, name) for shape, answers in by_shape.items()})


def _stack(answers: Mapping[int, CandidateAnswer], tolerance: float, name: str) -> _Stack:
    """The stack of an array of these answers, by the candidates' indices: of one shape."""
    rows = np.array([as_rows(answer.array(name)) for answer in answers.values()])
    allowed, calm = row_bounds(rows, tolerance)
    calm &= ~np.array([answer.beyond_kink(name) for answer in answers.values()])
    far = np.broadcast_to(np.where(calm, WIDER * allowed, np.inf)[:, :, None], rows.shape)
    size = math.prod(rows.shape[1:])
    places = np.arange(size)[:: -max(size // GLANCE, 1)]  # the last one, where runs lie farthest apart, is a place
    looked_at = ((b.reshape(len(rows), size)[:, places]).T for b in (rows - far, rows + far, np.isinf(far)))
    return _Stack(np.array(list(answers)), places, *map(np.ascontiguousarray, looked_at))


class _Rounds(NamedTuple):
    """A question's rounds: those made so far, and the rest."""

    question: Question
    made: list[Round]
    rest: Iterator[Iterable[Candidate]]


def rounds_of(key: Key, question: Question) -> Iterator[Round]:
    """The question's rounds, each made when it is needed for the first time; the key remembers them."""
    name = f"diagnose {question.name} {question.reading}"
    own: _Rounds | None = key.memo.get(name)
    if own is None or own.question is not question:  # one that was changed since
        own = _Rounds(question, [], rounds(question))
        key.memo.setdefault(name, own)
    yield from own.made
    for candidates in own.rest:
        own.made.append(Round(list(candidates)))
        yield own.made[-1]
