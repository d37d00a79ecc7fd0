"""Which known mistake was made: the one whose answers are the student's on all cases of the question.

Nothing is named unless its values explain every wrong case and contradict none. Several that do are named together.

Executing the known mistakes and counting what they explain follows Seppälä, Malmi and Korhonen, "Observations on
student misconceptions", Computer Science Education 16(3), 2006.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from grader.judging.diagnosis.bounds import as_rows, row_bounds
from grader.judging.diagnosis.candidates import Answer, Candidate, Ids, rounds, tolerance_of
from grader.judging.outcomes import Misformed, Rearranged, Verdict, WrongHistory, WrongParts
from grader.model.key import Case, Key, Question

LARGEST_GROUP = 3  # mistakes named together; more would be a guess
WIDER = 1 + 1e-9  # than `BoundedRun`: a bound is added here and compared there, which rounds differently


@dataclass(frozen=True)
class Diagnosis:
    """The mistakes that explain everything, if any: a candidate is one id, or those of a rule and a slip."""

    candidates: tuple[Ids, ...] = ()

    @property
    def name(self) -> str:
        """For staff and for counting: `adam.no_bias_correction`, `a+b` for two at once, `a|b` for a group."""
        return "|".join("+".join(ids) for ids in self.candidates)


def diagnose(key: Key, question: Question, verdicts: Mapping[str, Verdict]) -> Diagnosis:
    """The diagnosis of the wrong ones among these verdicts, which belong to cases of the question."""
    wrong = {case: verdict for case, verdict in verdicts.items() if not verdict.right}
    if ids := _mistake_of_form(key, wrong) or _common_slip(key, wrong):
        return Diagnosis((ids,))
    answered = [c for c in question.cases if c.expected is not None and c.id in verdicts and verdicts[c.id].answer]
    cases = sorted(answered, key=lambda case: case.id not in wrong)  # wrong ones first: they tell candidates apart
    arrangements = {verdicts[case.id].rearranged for case in cases if case.id in wrong}
    if len(arrangements) != 1:
        return Diagnosis()
    (arrangement,) = arrangements
    with np.errstate(all="ignore"):  # inf - inf, in runs that blew up
        explanations = _simplest(key, question, cases, verdicts)
    named = tuple((*ids, *arrangement) for ids in explanations)
    return Diagnosis(named if len(named) <= LARGEST_GROUP else ())


def _mistake_of_form(key: Key, wrong: Mapping[str, Verdict]) -> Ids:
    """The mistake of form that all wrong cases share, where nothing else is wrong with them."""
    mistakes = set()
    for verdict in wrong.values():
        match verdict.outcome:
            case Rearranged(ids):
                mistakes.add(ids)
            case Misformed(_, mistake) if mistake in key.hints:  # a key made by hand may not have it
                mistakes.add((mistake,))
            case _:
                return ()
    return mistakes.pop() if len(mistakes) == 1 else ()


def _common_slip(key: Key, wrong: Mapping[str, Verdict]) -> Ids:
    """The recording slip that explains each wrong part of all these cases, if there is one."""
    parts = [v.outcome.wrong if isinstance(v.outcome, WrongParts) else () for v in wrong.values()]
    slips = [part.outcome.slips if isinstance(part.outcome, WrongHistory) else () for each in parts for part in each]
    if not all(parts) or not slips:
        return ()
    common = [slip for slip in slips[0] if slip in key.hints and all(slip in each for each in slips)]
    return tuple(common[:1])


def _simplest(key: Key, question: Question, cases: Sequence[Case], verdicts: Mapping[str, Verdict]) -> list[Ids]:
    """What explains all these cases, from the first round that holds such a candidate."""
    first = cases[0]
    for candidates in rounds_of(key, question):
        likely = candidates.near(first, verdicts[first.id].answer)
        if explanations := [candidate.ids for candidate in likely if _explains(candidate, cases, verdicts)]:
            return explanations
    return []


def _explains(candidate: Candidate, cases: Sequence[Case], verdicts: Mapping[str, Verdict]) -> bool:
    """Whether the candidate's answers are those of all cases, and show that a wrong one is wrong."""
    answers = candidate.answers
    if not all(case.id in answers and answers[case.id].matches(verdicts[case.id].answer, case) for case in cases):
        return False
    wrong = [case for case in cases if not verdicts[case.id].right]
    return any(answers[case.id].contradicts_key(verdicts[case.id].answer, case) for case in wrong)


class _Stack(NamedTuple):
    """Candidates whose array has one shape, and the bounds between which another's numbers may lie, (R n, C) each.

    A bound that is nan holds nothing back.
    """

    indices: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray


class _Screen(NamedTuple):
    """The stacks for one array of one case, by shape, and which candidates say nothing of that array."""

    silent: np.ndarray
    stacks: Mapping[tuple[int, ...], _Stack]


@dataclass(frozen=True, eq=False)
class Round:
    """The candidates of one round; hundreds are compared with one answer at once, so that few are compared closely."""

    candidates: list[Candidate]
    memory: dict[tuple[str, str], _Screen] = field(default_factory=dict)

    def near(self, case: Case, answer: Answer) -> list[Candidate]:
        """The candidates that may explain the answer to this case, and perhaps a few more."""
        left = np.full(len(self.candidates), True)
        for name, array in answer.items():
            if isinstance(array, np.ndarray) and left.any():
                left &= self.near_array(case, name, array)
        return [self.candidates[i] for i in np.flatnonzero(left)]

    def near_array(self, case: Case, name: str, array: np.ndarray) -> np.ndarray:
        """Which candidates may explain one array of the answer, one flag for each."""
        if (case.id, name) not in self.memory:
            self.memory[case.id, name] = self._screen(case, name)
        screen = self.memory[case.id, name]
        near: np.ndarray = screen.silent.copy()
        if stack := screen.stacks.get(array.shape):
            flat = array.reshape(-1, 1)
            near[stack.indices] = ~((flat < stack.lowest) | (flat > stack.highest)).any(axis=0)
        return near

    def _screen(self, case: Case, name: str) -> _Screen:
        silent = np.full(len(self.candidates), False)
        by_shape: dict[tuple[int, ...], dict[int, np.ndarray]] = {}
        for i, (_, answers) in enumerate(self.candidates):
            if case.id not in answers:
                continue
            silent[i] = not answers[case.id].concerns(name)
            if not silent[i]:
                array = answers[case.id].array(name)
                by_shape.setdefault(array.shape, {})[i] = as_rows(array)
        return _Screen(silent, {shape: self._stack(arrays, case, name) for shape, arrays in by_shape.items()})

    def _stack(self, arrays: Mapping[int, np.ndarray], case: Case, name: str) -> _Stack:
        indices, rows = np.array(list(arrays)), np.array(list(arrays.values()))
        allowed, calm = row_bounds(rows, tolerance_of(case, name))
        beyond = [self.candidates[i].answers[case.id].beyond_kink(name, rows.shape[1]) for i in arrays]
        far = np.where(~calm | np.array(beyond), np.nan, WIDER * allowed)[:, :, None]
        flat = (len(rows), math.prod(rows.shape[1:]))
        lowest, highest = (np.ascontiguousarray(bound.reshape(flat).T) for bound in (rows - far, rows + far))
        return _Stack(indices, lowest, highest)


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
        own = _Rounds(question, [], rounds(key, question))
        key.memo.setdefault(name, own)
    yield from own.made
    for candidates in own.rest:
        own.made.append(Round(list(candidates)))
        yield own.made[-1]
