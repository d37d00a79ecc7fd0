"""What this kernel saw of each question before: what changed since the last `check`, and how far its hints went."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.model.report import QuestionReport, Report
from grader.model.statuses import points_in_words, status_words

NO_CHANGE = "no change"
SETTLED = ("right", "recorded", "not_attempted", "manual", "optional")  # statuses of which no change is no news
Name = tuple[str, str]  # of an assignment and of a question in it


@dataclass
class Progress:
    """The last report of each question, how many hints its author has read about that answer, and what searches found.

    `slips` are by question and program.
    """

    seen: dict[Name, QuestionReport] = field(default_factory=dict)
    hints: dict[Name, int] = field(default_factory=dict)
    slips: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def changes(self, report: Report) -> dict[str, str]:
        """What changed since the last check, by question; remembers this one."""
        changes = {}
        for question in report.questions:
            name = (report.assignment, question.name)
            if before := self.seen.get(name):
                changes[question.name] = _change(before, question)
            if before is None or before.message != question.message:
                self.hints.pop(name, None)
            self.seen[name] = question
        return {name: words for name, words in changes.items() if words}

    def next_hint(self, assignment: str, question: str) -> int:
        """The number of the next hint on this question, from 1."""
        name = assignment, question
        self.hints[name] = self.hints.get(name, 0) + 1
        return self.hints[name]


def _change(before: QuestionReport, now: QuestionReport) -> str:
    """The change in words; empty where there is nothing to say."""
    points = now.earned - before.earned
    parts = []
    if before.status != now.status:
        parts.append(f"was {status_words(before.status)}")
    if abs(points) > 1e-9:
        parts.append(f"{'+' if points > 0 else '-'}{points_in_words(abs(points))}")
    if not parts and (step := _first_step(now)) != (earlier := _first_step(before)) and step >= 0 <= earlier:
        parts.append(f"the first wrong step was {earlier}, now it is {step}")
    if not parts and now.status not in SETTLED:
        return NO_CHANGE if before.message == now.message else "another wrong answer"
    return ", ".join(parts)


def _first_step(question: QuestionReport) -> int:
    """The first wrong step of the first visible case that has one; -1 where none has."""
    return next((case.step for case in question.visible if case.step >= 0), -1)
