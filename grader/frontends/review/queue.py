"""What needs eyes: the answers that nobody could judge or explain, in groups, the most urgent first."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from grader.course.class_report.statistics import ClassStatistics
from grader.course.decisions.decision import Decisions
from grader.course.results import Results
from grader.model.report import parse_report
from grader.model.transcript import parse_transcript

Reason = Literal["could not check", "by hand", "wrong form", "unexplained"]
REASONS: dict[Reason, str] = {
    "could not check": "Could not be checked, through no fault of the student",
    "by hand": "Answers that staff read and give points to",
    "wrong form": "Of the wrong form: look whether they are nearly right",
    "unexplained": "Wrong in a way that nothing explains",
}

OWED = ("could not check", "by hand")  # here staff owe points, and words alone settle nothing


@dataclass(frozen=True)
class Item:
    """Submissions that one look at the first of them explains; or answers to a question that are read one by one."""

    reason: Reason
    question: str
    ids: tuple[str, ...]

    @property
    def name(self) -> str:
        """A short name, the same as long as the group has the same first member."""
        text = repr((self.reason, self.question, self.ids[0] if self.ids else ""))
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]

    def open(self, decisions: Decisions) -> list[str]:
        """The submissions about whose answer staff have neither decided nor said anything."""
        return [s for s in self.ids if not is_decided(decisions, s, self.question, self.reason in OWED)]


def is_decided(decisions: Decisions, submission: str, question: str, needs_points: bool) -> bool:
    """Whether staff settled this answer; a comment is enough where no points are owed."""
    settled = decisions.settled(submission, question) is not None
    return settled or (not needs_points and bool(decisions.comments(submission, question)))


def queue(results: Results) -> list[Item]:
    """Everything that needs eyes, whether or not somebody decided about it: read from the judge's own reports."""
    statistics, by_hand = ClassStatistics(results.key), defaultdict(list)
    statuses: dict[tuple[str, str], str] = {}
    for record in results.book.records():
        report = parse_report(record.report)
        statistics.add(report, record.submission, parse_transcript(record.transcript))
        for question in report.questions:
            statuses[report.submission, question.name] = question.status
            if question.manual_points:
                by_hand[question.name].append(report.submission)
    items = [Item("could not check", question, ids) for question, ids in _by_question(statistics.unchecked)]
    items += [Item("by hand", question, tuple(ids)) for question, ids in by_hand.items()]
    groups = sorted(statistics.groups.values(), key=lambda group: -len(group.ids))
    for group in groups:
        malformed = statuses[group.ids[0], group.question] == "malformed"
        items.append(Item("wrong form" if malformed else "unexplained", group.question, tuple(group.ids)))
    order = list(REASONS)
    return sorted(items, key=lambda item: order.index(item.reason))


def _by_question(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, tuple[str, ...]]]:
    ids = defaultdict(list)
    for submission, question in pairs:
        ids[question].append(submission)
    return [(question, tuple(names)) for question, names in ids.items()]
