"""Which known mistake was made: the one whose answers are the student's on all cases of the question.

Nothing is named unless its values explain every wrong case and contradict none. Several that do are named together.

Executing the known mistakes and counting what they explain follows Seppälä, Malmi and Korhonen, "Observations on
student misconceptions", Computer Science Education 16(3), 2006.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grader.judging.diagnosis.screening import rounds_of
from grader.judging.outcomes import Misformed, Rearranged, Verdict

if TYPE_CHECKING:
    from grader.judging.diagnosis.candidates import Candidate, Ids
    from grader.model.key import Case, Key, Question


LARGEST_GROUP = 3  # mistakes named together; more would be a guess


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
    if ids := _mistake_of_form(key, wrong):
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
            case Misformed(misfit) if misfit.mistake in key.hints:  # a key made by hand may not have it
                mistakes.add((misfit.mistake,))
            case _:
                return ()
    return mistakes.pop() if len(mistakes) == 1 else ()


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
