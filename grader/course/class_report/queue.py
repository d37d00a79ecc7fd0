"""What needs eyes: the answers that nobody could judge or explain, in groups, the most urgent first.

The class page, the pages of `grader review` and the last line of `grade` read it here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Literal

from grader.base.errors import UserError
from grader.base.text import count
from grader.course.class_report.statistics import ClassStatistics
from grader.course.decisions.decision import Decisions
from grader.course.results import Graded, Results
from grader.model.transcript import Transcript

Reason = Literal[
    "could not check", "by hand", "unexplained", "wrong form", "out of time", "out of memory", "stopped",
    "nothing earned",
]  # fmt: skip
REASONS: dict[Reason, str] = {
    "could not check": "Could not be checked, through no fault of the student",
    "by hand": "Answers that staff read and give points to",
    "unexplained": "Wrong, and no known cause",
    "wrong form": "Of the wrong form: look whether they are nearly right",
    "out of time": "Out of time: what was computed until then may be right",
    "out of memory": "Out of memory",
    "stopped": "Stopped by an error",
    "nothing earned": "Nothing earned in the whole homework",
}
# What is said of a number of answers, of one and of several.
SAID: dict[Reason, tuple[str, str]] = {
    "could not check": ("could not be checked", "could not be checked"),
    "by hand": ("waits for points by hand", "wait for points by hand"),
    "unexplained": ("has no known cause", "have no known cause"),
    "wrong form": ("has the wrong form", "have the wrong form"),
    "out of time": ("ran out of time", "ran out of time"),
    "out of memory": ("ran out of memory", "ran out of memory"),
    "stopped": ("was stopped by an error", "were stopped by an error"),
    "nothing earned": ("earned nothing", "earned nothing"),
}
OWED = ("could not check", "by hand")  # here staff owe points, and words alone settle nothing
ALIKE = ("unexplained", "wrong form")  # groups of equal answers: one look and one decision are for all of them
ENDS: dict[str, Reason] = {"!timed_out": "out of time", "!out_of_memory": "out of memory"}
CLEAR = ("right", "recorded", "manual", "optional", "not_attempted")  # statuses for which no transcript is read
EMPTY = ("optional", "not_attempted")


@dataclass(frozen=True)
class Item:
    """Answers to one question, or whole submissions where `question` is empty. Those of `ALIKE` are all the same."""

    reason: Reason
    question: str
    ids: tuple[str, ...]
    cause: str = ""  # what stopped these answers, such as "!TypeError"

    @property
    def name(self) -> str:
        """A short name, the same as long as the group has the same first member."""
        text = repr((self.reason, self.question, self.cause, self.ids[0] if self.is_alike else ""))
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]

    @property
    def is_alike(self) -> bool:
        """Whether one look at the first answer explains all of them."""
        return self.reason in ALIKE

    def open(self, decisions: Decisions) -> list[str]:
        """The submissions about whose answer staff have neither decided nor said anything."""
        return [s for s in self.ids if not self._is_decided(decisions, s)]

    def _is_decided(self, decisions: Decisions, submission: str) -> bool:
        """Whether staff settled this answer; a comment is enough where no points are owed."""
        if not self.question:
            return bool(decisions.holding(submission))
        is_settled = decisions.settled(submission, self.question) is not None
        return is_settled or (self.reason not in OWED and bool(decisions.comments(submission, self.question)))


def class_queue(results: Results) -> list[Item]:
    """Everything that needs eyes, whether or not somebody decided about it: read from the judge's own reports."""
    seen = ClassStatistics(results.key)
    for graded in results.judged():
        seen.add(graded.report, graded.submission, _transcript(graded))
    return queue(seen)


def _transcript(graded: Graded) -> Transcript | None:
    """What groups answers; not read where all is clear, and None where it is damaged."""
    if all(question.status in CLEAR for question in graded.report.questions):
        return None
    try:
        return graded.transcript
    except UserError:
        return None


def queue(seen: ClassStatistics) -> list[Item]:
    """What needs eyes of a class that was counted, the most urgent first, large groups before small ones."""
    items = [Item("could not check", name, tuple(ids)) for name, ids in seen.unchecked.items()]
    items += [Item("by hand", name, tuple(ids)) for name, ids in seen.by_hand.items()]
    for (question, _), group in seen.groups.items():
        reason: Reason = "wrong form" if group.status == "malformed" else "unexplained"
        items.append(Item(reason, question, tuple(group.ids)))
    for (question, cause), group in seen.mistakes.items():
        if cause.startswith("!") and cause != "!missing":
            items.append(Item(ENDS.get(cause, "stopped"), question, tuple(group.ids), cause))
    # who handed the handout back as it was needs no look
    nothing = [
        s.submission
        for s in seen.students
        if s.earned <= 0 and not all(result.status in EMPTY for result in s.results.values())
    ]
    if nothing and seen.key.points > seen.key.manual_points:
        items.append(Item("nothing earned", "", tuple(nothing)))
    order = list(REASONS)
    return sorted(items, key=lambda item: (order.index(item.reason), -len(item.ids)))


def open_line(items: Sequence[Item], decisions: Decisions, folder: Path) -> str:
    """One line: how many answers need eyes, by reason, and the command that shows them."""
    answers, groups = Counter[Reason](), Counter[Reason]()
    for item in items:
        still_open = len(item.open(decisions))
        answers[item.reason] += still_open
        groups[item.reason] += bool(still_open)
    parts = []
    for reason, words in SAID.items():
        if number := answers[reason]:
            what = count(number, "answer" if reason != "nothing earned" else "submission")
            grouped = f" in {count(groups[reason], 'group')}" if reason in ALIKE else ""
            parts.append(f"{what}{grouped} {words[number > 1]}")
    if not parts:
        return f"Every answer was checked and explained. Next: grader report {quote(str(folder))}"
    return f"{'; '.join(parts)}: grader review {quote(str(folder))}"
