"""Which candidates explain what is wrong in a student's answers, and what speaks for them.

Everything wrong must be explained. A case that is right may speak against a mistake only where the evidence is strong:
then it acts in a branch of the code, such as that for one coordinate or for one kind of argument, or in some parts of
the result alone, all of whose others are right everywhere. Any other right part of a wrong case rules the mistake out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import numpy as np

from grader.judging.diagnosis.candidates import AnswerPart, Candidate, Ids
from grader.judging.diagnosis.evidence import ACCIDENTAL, STRONG, Evidence
from grader.judging.diagnosis.screening import Round
from grader.judging.outcomes import Right, Verdict, WrongParts
from grader.model.key import Case
from grader.model.result_form import COSTS, WEIGHTS

TWO_AT_ONCE = 8.0  # bits that must speak for two mistakes at once
DECISIVE = 10.0  # bits by which one candidate rules out another
IN_SOME_CASES = 40.0  # bits that must speak for a mistake that does not act in all cases


class Match(NamedTuple):
    """Mistakes that explain what is wrong, the evidence for them, and how many right parts they would make wrong.

    One that is not `is_whole` explains some of the wrong parts: something else is wrong as well.
    """

    ids: Ids
    evidence: Evidence
    contradictions: int = 0
    is_whole: bool = True


def likeliest(matches: Sequence[Match]) -> list[Match]:
    """Those of the matches for which about as much speaks as for the best, likely ones first."""
    least = min((match.contradictions for match in matches), default=0)
    consistent = [match for match in matches if match.contradictions == least]
    best = max((match.evidence.bits for match in consistent), default=0.0)
    near = [match for match in consistent if match.evidence.bits > best - DECISIVE]
    return sorted(near, key=lambda match: -round(match.evidence.bits))


@dataclass(frozen=True)
class Work:
    """The parts of a student's answers that are wrong, and those that are right.

    `together` are the paths that are wrong by themselves in one case, for each such set of paths.
    """

    wrong: list[AnswerPart]
    right: list[AnswerPart]
    together: frozenset[frozenset[str]] = frozenset()

    @classmethod
    def of(cls, cases: Iterable[Case], verdicts: Mapping[str, Verdict]) -> Work:
        """The parts of all answers to these cases, in their order."""
        cases = list(cases)
        outcomes = [verdicts[case.id].outcome for case in cases]
        work = cls([], [], frozenset(frozenset(each.paths) for each in outcomes if isinstance(each, WrongParts)))
        for case in cases:
            verdict = verdicts[case.id]
            for name, value in verdict.answer.items():
                parts = work.wrong if _is_wrong(name, verdict) else work.right
                parts.append(AnswerPart(case, name, value))
        return work

    def matches(self, candidates: Round) -> Iterator[Match]:
        """What the candidates explain that give every wrong part and show that one of them is wrong."""
        explaining = [each for each in candidates.near(self.wrong) if self._is_explained_by(each)]
        most = candidates.most_bits(self.wrong) if explaining else {}
        for candidate in explaining:
            against = [part for part in self.right if not candidate.matches(part)]
            if not any(part.name in self.wrong_names for part in against if part.case.id in self.wrong_cases):
                # In a branch, a length says nothing: a number of steps that is written into the code gives it as well.
                speaking = [part for part in self.wrong if part.has_right_shape] if against else self.speaking
                evidence = Evidence.of(candidate, speaking, len(candidates.candidates), most)
                # no mistake in the points explains wrong costs of right points, or costs of no points at all
                more = frozenset({WEIGHTS, COSTS}) if candidate.of_two else frozenset({COSTS})
                is_whole = not (candidate.is_of_weights and more in self.together)
                if evidence.is_certain or not candidate.of_two:
                    yield Match(candidate.ids, evidence, len(against), is_whole)

    def _is_explained_by(self, candidate: Candidate) -> bool:
        return all(map(candidate.matches, self.wrong)) and any(map(candidate.contradicts_key, self.wrong))

    def contradicting(self, candidate: Candidate) -> bool:
        """Whether parts that are right speak against the candidate in a case that is not."""
        return not all(candidate.matches(part) for part in self.right if part.case.id in self.wrong_cases)

    @cached_property
    def wrong_cases(self) -> set[str]:
        """The cases in which something is wrong."""
        return {part.case.id for part in self.wrong}

    @cached_property
    def wrong_names(self) -> set[str]:
        """The parts of the result that are wrong in some case."""
        return {part.name for part in self.wrong}

    def are_whole(self, numbers: Collection[int]) -> bool:
        """Whether each part that is among these wrong ones is among them in all cases in which it is wrong."""
        left_out = {part.name for number, part in enumerate(self.wrong) if number not in numbers}
        return not any(self.wrong[number].name in left_out for number in numbers)

    @cached_property
    def speaking(self) -> list[AnswerPart]:
        """What speaks for a mistake that gives every part: a label also where it is right."""
        return [*self.wrong, *(part for part in self.right if not isinstance(part.value, np.ndarray))]


def _is_wrong(name: str, verdict: Verdict) -> bool:
    """Whether this part of an answer is wrong; where it is not known which are, all are."""
    match verdict.outcome:
        case Right():
            return False
        case WrongParts(along=along) as wrong if any(path in verdict.answer for path in wrong.paths):
            return name in wrong.paths or name in along
    return True


def find_matches(rounds: Iterator[Round], work: Work) -> list[Match]:
    """What explains everything wrong, from the simplest round that holds such candidates.

    Little may speak for one mistake with which all else agrees, more must for two at once, and most for one that acts
    in a branch alone.
    """
    tried, in_a_branch = list[Round](), list[Match]()
    for number, candidates in enumerate(rounds):
        tried.append(candidates)
        matches = list(work.matches(candidates))
        consistent = [match for match in matches if not match.contradictions]
        least = TWO_AT_ONCE if number else ACCIDENTAL
        if certain := [match for match in consistent if match.evidence.bits >= least]:
            return certain
        in_a_branch = in_a_branch or [m for m in matches if m.contradictions and m.evidence.bits >= IN_SOME_CASES]
    if in_a_branch:
        return in_a_branch
    partial = [_partial_matches(candidates, work) for candidates in tried if candidates.is_recorded_rightly]
    pairs = list(_pairs(partial[0], work))
    if pairs:
        return pairs if len(likeliest(pairs)) == 1 else []
    return next(filter(None, (list(_in_part(each, work)) for each in partial)), [])


class _PartialMatch(NamedTuple):
    """A candidate that certainly explains the wrong parts of these numbers."""

    candidate: Candidate
    evidence: Evidence
    numbers: set[int]


def _partial_matches(candidates: Round, work: Work) -> list[_PartialMatch]:
    first_of_name = {part.name: part for part in reversed(work.wrong)}.values()
    if not any(_explaining(candidates, part) for part in first_of_name):  # no name in all of its cases
        return []
    explained: dict[Ids, tuple[Candidate, set[int]]] = {}
    for number, part in enumerate(work.wrong):
        for candidate in _explaining(candidates, part):
            explained.setdefault(candidate.ids, (candidate, set()))[1].add(number)
    matches = []
    for candidate, numbers in explained.values():
        parts = [work.wrong[n] for n in numbers]
        evidence = Evidence.of(candidate, parts, len(candidates.candidates), candidates.most_bits(parts))
        least = STRONG if work.are_whole(numbers) else IN_SOME_CASES  # who explains a part in all cases needs less
        if evidence.bits >= least and not work.contradicting(candidate):
            matches.append(_PartialMatch(candidate, evidence, numbers))
    return matches


def _explaining(candidates: Round, part: AnswerPart) -> list[Candidate]:
    """The candidates that give this wrong part."""
    near = candidates.near([part]) if part.has_right_shape else ()
    return [each for each in near if each.matches(part) and each.contradicts_key(part)]


def _pairs(partial: Sequence[_PartialMatch], work: Work) -> Iterator[Match]:
    """Two mistakes of which each certainly explains some of the wrong parts, and which explain all together."""
    for one, other in combinations(partial, 2):
        if len(one.numbers | other.numbers) == len(work.wrong):
            yield Match(one.candidate.ids + other.candidate.ids, min(one.evidence, other.evidence))


def _in_part(partial: Sequence[_PartialMatch], work: Work) -> Iterator[Match]:
    """Mistakes that certainly explain a part of the result in all cases, and that no right part contradicts."""
    most = max((len(match.numbers) for match in partial), default=0)
    for candidate, evidence, numbers in partial:
        is_whole = len(numbers) == most < len(work.wrong) and work.are_whole(numbers)
        if is_whole and all(map(candidate.matches, work.right)):
            yield Match(candidate.ids, evidence, is_whole=False)
