"""The part of a case's points that a named mistake keeps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.judging.diagnosis.diagnose import Diagnosis
    from grader.model.key import Case, Key, Question, Slip


def credit_for(key: Key, question: Question, diagnosis: Diagnosis, cases: Sequence[Case]) -> float:
    """The credit of the named mistakes, from 0 to 1: of several at once the least, of a group the least.

    A recording that stops after w^0 or w^1 in one of these cases shows no run, and keeps nothing.
    """
    named = {name for names in diagnosis.candidates for name in names}
    slips = [slip for slip in key.bookkeeping if slip.id in named]
    steps = {case.steps for case in cases if case.expected and "costs" in case.expected} if slips else set()
    empty = {slip.id for slip in slips if not _shows_the_run(slip, steps)}
    return min((0.0 if name in empty else _credit(question, name) for name in named), default=0.0)


def _shows_the_run(slip: Slip, steps: Collection[int]) -> bool:
    """Whether the recorded weights, or costs where there are no weights, reach the last step but one in each case."""
    recorded = [(K, slip.rows[str(K)]) for K in steps if str(K) in slip.rows]
    return all(max(weights or costs, default=0) >= K - 1 for K, (weights, costs) in recorded)


def _credit(question: Question, name: str) -> float:
    """By the mistake's id, or by the word before its dot."""
    return question.credit.get(name, question.credit.get(name.split(".")[0], 0.0))
