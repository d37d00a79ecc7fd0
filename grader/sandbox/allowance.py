"""How long a submission may hold the grader, so that none does for hours and no question starves another.

Each question brings its seconds when it first comes, and the submission has those of one question more:

    all seconds = seconds of a question * (questions + 1)

Half of what a question brings is its own: no other question can use it up. The rest is for whichever needs it, since an
honest question may be slow, or may have to be run again after another one failed. One question gets twice its seconds
at most.

Whatever happens for the sake of a question counts: its calls and statements by every way and with any arrays, those
that are made once more, and the starts and ends of the processes that it needs. What counts is the time on the wall in
which the grader waits for these. A question brings `patience` such seconds for each of its `question_seconds`, so that
code that computes may take so many times as long on a busy machine.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from grader.sandbox.environment import Limits

OWN, MAX_SHARE = 0.5, 2.0  # of the seconds that a question brings: what no other can use up, and what it may use in all
ALL_RUNS = "all runs, repeated ones and starts of Python included"


class Allowance:
    """What the questions of one submission have used of its time, and what each of them may still use."""

    def __init__(self, limits: Limits) -> None:
        self._seconds = limits.question_seconds * limits.patience
        self.spent = defaultdict[str, float](float)

    def charge(self, question: str, seconds: float) -> None:
        """Count these seconds against a question."""
        self.spent[question] += seconds

    def left(self, question: str) -> float:
        """Seconds that a question may still use, now that it has come."""
        spent = self.spent[question]
        own = max(0.0, OWN * self._seconds - spent)
        return min(MAX_SHARE * self._seconds - spent, own + self._shared())

    def refusal(self, question: str) -> str:
        """Why nothing more of a question is run: which limit, and what used it up. Empty while it has time."""
        if self.left(question) > 0:
            return ""
        if self.spent[question] >= MAX_SHARE * self._seconds:
            return (
                f"this question may take {_number(MAX_SHARE * self._seconds)} seconds ({ALL_RUNS}), and has taken them"
            )
        most = max(self.spent, key=lambda each: self.spent[each])
        largest = f": the largest part went to `{most}`" if most != question else ""
        return (
            f"this question has taken its own {_number(OWN * self._seconds)} seconds ({ALL_RUNS}), and nothing is left "
            f"of the time that all questions share{largest}"
        )

    def _shared(self) -> float:
        brought = self._seconds * (1 + (1 - OWN) * len(self.spent))
        return max(0.0, brought - sum(max(0.0, spent - OWN * self._seconds) for spent in self.spent.values()))


def _number(seconds: float) -> str:
    return f"{seconds:,.{0 if seconds >= 10 else 1}f}"


def limits_within(limits: Limits, seconds: float, questions: int) -> Limits:
    """The limits, with so little time for a question that a whole submission ends within these wall seconds."""
    each = seconds / limits.patience / (questions + 1)
    case = MAX_SHARE * each / (limits.timeouts_per_question + 1)  # the first of them beside others' code
    return replace(
        limits, question_seconds=min(limits.question_seconds, each), case_seconds=min(limits.case_seconds, case)
    )
