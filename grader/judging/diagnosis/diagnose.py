"""Which known mistake was made: the one whose answers are the student's on all cases of the question.

Nothing is named unless its values explain every wrong case and contradict none. Several that do are named together.

Executing the known mistakes and counting what they explain follows Seppälä, Malmi and Korhonen, "Observations on
student misconceptions", Computer Science Education 16(3), 2006.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import numpy as np

from grader.judging.diagnosis.bounds import as_rows, row_bounds
from grader.judging.diagnosis.candidates import Candidate, Ids, Part, rounds, tolerance_of
from grader.judging.diagnosis.evidence import Evidence
from grader.judging.outcomes import Misformed, Rearranged, Right, Verdict, WrongHistory, WrongParts
from grader.model.key import Case, Key, Question

LARGEST_GROUP = 3  # mistakes named together; more would be a guess
DECISIVE = 10.0  # bits by which one candidate rules out another
WIDER = 1 + 1e-9  # than `BoundedRun`: a bound is added here and compared there, which rounds differently


@dataclass(frozen=True)
class Diagnosis:
    """What explains the wrong answers, likely causes first: a candidate is one id, or those of a rule and a slip.

    `evidence` is that of the first candidate, None where the form of the answers shows the mistake. `in_a_branch` says
    that the mistake would make right answers wrong as well.
    """

    candidates: tuple[Ids, ...] = ()
    evidence: Evidence | None = None
    in_a_branch: bool = False

    @property
    def is_weak(self) -> bool:
        """Whether the answers may match by accident."""
        return self.evidence is not None and not self.evidence.is_strong

    @property
    def name(self) -> str:
        """For staff and for counting: `adam.no_bias_correction`, `a+b` for two at once, `a|b` for a group."""
        return "|".join("+".join(ids) for ids in self.candidates)


def diagnose(key: Key, question: Question, verdicts: Mapping[str, Verdict]) -> Diagnosis:
    """The diagnosis of the wrong ones among these verdicts, which belong to cases of the question."""
    wrong = {case: verdict for case, verdict in verdicts.items() if not verdict.right}
    if not wrong:
        return Diagnosis()
    if ids := _mistake_of_form(key, wrong) or _common_slip(key, wrong):
        return Diagnosis((ids,))
    answered = [c for c in question.cases if c.expected is not None and c.id in verdicts and verdicts[c.id].answer]
    cases = sorted(answered, key=lambda case: case.id not in wrong)  # wrong ones first: they tell candidates apart
    arrangements = {verdicts[case.id].rearranged for case in cases if case.id in wrong}
    if len(arrangements) != 1:
        return Diagnosis()
    (arrangement,) = arrangements
    with np.errstate(all="ignore"):  # inf - inf, in runs that blew up
        matches = likeliest(_matches(key, question, _Work.of(cases, verdicts)))
    if not matches or len(matches) > LARGEST_GROUP:
        return Diagnosis()
    first = matches[0]
    return Diagnosis(tuple((*match.ids, *arrangement) for match in matches), first.evidence, first.contradictions > 0)


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


class Match(NamedTuple):
    """Mistakes that explain what is wrong, the evidence for them, and how many right parts they would make wrong."""

    ids: Ids
    evidence: Evidence
    contradictions: int = 0


def likeliest(matches: Sequence[Match]) -> list[Match]:
    """Those of the matches for which about as much speaks as for the best, likely ones first."""
    least = min((match.contradictions for match in matches), default=0)
    consistent = [match for match in matches if match.contradictions == least]
    best = max((match.evidence.bits for match in consistent), default=0.0)
    near = [match for match in consistent if match.evidence.bits > best - DECISIVE]
    return sorted(near, key=lambda match: -round(match.evidence.bits))


@dataclass(frozen=True)
class _Work:
    """The parts of a student's answers that are wrong, and those that are right."""

    wrong: list[Part]
    right: list[Part]

    @classmethod
    def of(cls, cases: Iterable[Case], verdicts: Mapping[str, Verdict]) -> _Work:
        """The parts of all answers to these cases, in their order."""
        work = cls([], [])
        for case in cases:
            verdict = verdicts[case.id]
            for name, value in verdict.answer.items():
                (work.wrong if _is_wrong(name, verdict) else work.right).append(Part(case, name, value))
        return work

    def match(self, candidate: Candidate, tried: int) -> Match | None:
        """What the candidate explains, if it gives every wrong part and shows that one of them is wrong."""
        if not (all(map(candidate.matches, self.wrong)) and any(map(candidate.contradicts_key, self.wrong))):
            return None
        contradictions = sum(not candidate.matches(part) for part in self.right)
        # In a branch, a length says nothing: a number of steps that is written into the code gives it as well.
        speaking = [part for part in self.wrong if part.has_right_shape] if contradictions else self.speaking
        return Match(candidate.ids, Evidence.of(candidate, speaking, tried), contradictions)

    @cached_property
    def speaking(self) -> list[Part]:
        """What speaks for a mistake that gives every part: a label also where it is right."""
        return [*self.wrong, *(part for part in self.right if not isinstance(part.value, np.ndarray))]


def _is_wrong(name: str, verdict: Verdict) -> bool:
    """Whether this part of an answer is wrong; where it is not known which are, all are."""
    match verdict.outcome:
        case Right():
            return False
        case WrongParts(wrong) if any(each.path in verdict.answer for each in wrong):
            return any(name == each.path for each in wrong)
    return True


def _matches(key: Key, question: Question, work: _Work) -> list[Match]:
    """What explains everything wrong, from the simplest round that holds such candidates.

    One mistake with which all else agrees may speak weakly. Two at once, and what acts in a branch alone, may not.
    """
    in_a_branch, first = list[Match](), [part for part in work.wrong if part.case is work.wrong[0].case]
    for number, candidates in enumerate(rounds_of(key, question)):
        tried = len(candidates.candidates)
        matches = [match for each in candidates.near(first) if (match := work.match(each, tried))]
        consistent = [match for match in matches if not match.contradictions]
        if certain := [m for m in consistent if (m.evidence.is_strong if number else not m.evidence.is_weak)]:
            return certain
        in_a_branch = in_a_branch or [m for m in matches if m.contradictions and m.evidence.is_strong]
    return in_a_branch or _pairs(key, question, work)


def _pairs(key: Key, question: Question, work: _Work) -> list[Match]:
    """Two mistakes of which each certainly explains some of the wrong parts, where no other two do."""
    candidates = next(rounds_of(key, question))
    explained = dict[int, tuple[Candidate, list[Part]]]()
    for part in work.wrong:
        for candidate in candidates.near([part]):
            if part.has_right_shape and candidate.matches(part) and candidate.contradicts_key(part):
                explained.setdefault(id(candidate), (candidate, []))[1].append(part)
    certain = list[tuple[Match, set[int]]]()
    for candidate, parts in explained.values():
        evidence = Evidence.of(candidate, parts, len(candidates.candidates))
        if evidence.is_strong:
            certain.append((Match(candidate.ids, evidence), set(map(id, parts))))
    everything = set(map(id, work.wrong))
    pairs = [
        Match(first.ids + second.ids, min(first.evidence, second.evidence))
        for (first, one), (second, other) in combinations(certain, 2)
        if one | other == everything
    ]
    return pairs if len(likeliest(pairs)) == 1 else []


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

    def near(self, parts: Sequence[Part]) -> list[Candidate]:
        """The candidates that may explain these parts, and perhaps a few more."""
        left = np.full(len(self.candidates), True)
        for case, name, value in parts:
            if isinstance(value, np.ndarray) and left.any():
                left &= self.near_array(case, name, value)
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
