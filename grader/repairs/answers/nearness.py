"""How much of a wrong answer is right, and which answers are alike: by this the search knows which edits help."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

import numpy as np

from grader.judging.outcomes import FailedCheck, Verdict
from grader.model.key import Case, Question
from grader.repairs.answers.short_cases import leading, right_rows

NUMBER = re.compile(r"\d+")


class Nearness(NamedTuple):
    """How much of an answer is right, a hash of it, and what a check of several runs says of one that it refuses."""

    score: float
    answer: bytes
    said: str = ""

    def is_better_than(self, other: Nearness) -> bool:
        """Whether more of the answer is right, or the check finds the same wrong at a later place."""
        return self.score > other.score or is_further(self.said, other.said)


def nearness_of(question: Question, case: Case, verdict: Verdict) -> Nearness:
    """What a program made of a case."""
    outcome = verdict.outcome
    if question.runs and isinstance(outcome, FailedCheck):
        return Nearness(0.0, outcome.sentence.encode(), "" if outcome.error_rate else outcome.sentence)
    return Nearness(verdict.share if question.runs else _score(case, verdict), fingerprint(verdict))


def is_further(sentence: str, before: str) -> bool:
    """Whether a sentence says of step 3 what another one says of step 1."""
    numbers = [[int(each) for each in NUMBER.findall(text)] for text in (sentence, before)]
    return NUMBER.sub("", sentence) == NUMBER.sub("", before) and numbers[0] > numbers[1]


def _score(case: Case, verdict: Verdict) -> float:
    """How much of an answer is right: for each of its arrays the share of entries before the first wrong one.

    Where a check decides, what that says.
    """
    expected, yours = case.expected or {}, verdict.answer
    if isinstance(verdict.outcome, FailedCheck):
        return verdict.share
    names = [name for name in case.tolerance if isinstance(expected.get(name), np.ndarray) and name in yours]
    return sum(_share(right_rows(yours[name], expected[name], case.tolerance[name]), expected[name]) for name in names)


def fingerprint(verdict: Verdict) -> bytes:
    """A hash of an answer; empty where there is none, or none that is finite."""
    arrays = [np.asarray(value) for value in verdict.answer.values()]
    if not arrays or any(each.dtype.kind in "fc" and not np.isfinite(each).all() for each in arrays):
        return b""
    return hashlib.blake2b(b"".join(each.tobytes() for each in arrays), digest_size=16).digest()


def _share(flags: np.ndarray, right: np.ndarray) -> float:
    """The share of right rows before the first wrong one; a little for every other one that is right."""
    return (leading(flags) + 0.1 * int(flags.sum())) / max(len(np.atleast_1d(right)), 1)
