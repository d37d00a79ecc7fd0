"""The reasons of a question as a rubric: points and words that staff gave before, to be given again by one key.

A reason is there as long as somebody has it: it is read from the entries of the log that hold. Another wording, or
other points, is a further entry for everybody who has it, and one undo brings back what they had.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from grader.course.decisions.decision import Decision, Decisions


@dataclass(frozen=True)
class Reason:
    """Points of a question and why; `submissions` have it now."""

    question: str
    points: float
    because: str
    submissions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """A short name, the same as long as points and words are the same."""
        text = repr((self.question, self.points, self.because))
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]

    def decision(self, submission: str) -> Decision:
        """Give this reason to a submission."""
        return Decision("override", submission, self.question, self.points, because=self.because)


def rubric(decisions: Decisions, question: str) -> list[Reason]:
    """The reasons of a question; one that was reworded keeps its place."""
    first: dict[str, int] = {}  # by submission the number of its first decision
    for entry in decisions.entries:
        if entry.decision.kind == "override" and entry.decision.question == question:
            first.setdefault(entry.decision.submission, entry.number)
    having: dict[Reason, list[str]] = {}
    for submission in sorted(first, key=lambda name: (first[name], name)):
        settling = decisions.settled(submission, question)
        if settling is not None and settling.decision.kind == "override":
            reason = Reason(question, settling.decision.points or 0.0, settling.decision.because)
            having.setdefault(reason, []).append(submission)
    return [replace(reason, submissions=tuple(names)) for reason, names in having.items()]
