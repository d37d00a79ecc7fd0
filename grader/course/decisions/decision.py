"""A decision of staff, its entry in the log, and which of all entries hold.

    override   points of a question            excuse   a question, or the whole submission, does not count
    comment    words that its author reads     drop     a question does not count for anybody
    extend     another due date                stamp    when it came, where the platform does not say
    undo       an entry holds no more

Nothing is ever changed or deleted: what undoes an entry is a further entry. Of several that settle the points of one
question the latest holds, and after it is undone the one before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import cached_property
from typing import Literal, NamedTuple

from grader.base.staff.times import parse_due_date

EARLIEST = datetime.min.replace(tzinfo=timezone.utc)
Kind = Literal["override", "excuse", "comment", "extend", "drop", "undo", "stamp"]
SETTLING = ("override", "excuse", "drop")  # the kinds that settle what a question counts
FOR_ALL = ("drop", "extend")  # the kinds that may be about the whole class


@dataclass(frozen=True)
class Decision:
    """What is decided. No `submission` means the whole class, no `question` the whole submission.

    `text` is what a comment says, or a time: the new due date, or when it came; `because` the reason, which the author
    of the submission reads; `undoes` the id of another entry.
    """

    kind: Kind
    submission: str = ""
    question: str = ""
    points: float | None = None
    text: str = ""
    because: str = ""
    undoes: str = ""


@dataclass(frozen=True)
class Entry:
    """A decision in the log: `number` counts here, `id` is the same in every folder; `at` is in UTC.

    Entries of one number are one row of the log, about several submissions; one undo is for all of them.
    `attempt` is the number of the earlier attempt that was there when it was made; 0 for what is there now.
    """

    number: int
    id: str
    at: str
    by: str
    decision: Decision
    attempt: int = 0

    def concerns(self, submission: str, question: str = "") -> bool:
        """Whether it is about this submission, or about this question of it."""
        about = self.decision
        return about.submission in ("", submission) and (not question or about.question in ("", question))


class Seen(NamedTuple):
    """What was shown to whoever decides: the last entry of the `log`, by its number, and the `revision` of the book."""

    log: int
    revision: int


@dataclass(frozen=True)
class Decisions:
    """All entries of a log, in the order in which they were written."""

    entries: Sequence[Entry] = ()

    @cached_property
    def undone(self) -> dict[str, Entry]:
        """What undid an entry, by the id of that."""
        return {entry.decision.undoes: entry for entry in self.entries if entry.decision.undoes}

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Every entry by its id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def by_number(self) -> dict[int, list[Entry]]:
        """The entries of each row of the log: one for each submission that it is about."""
        rows: dict[int, list[Entry]] = {}
        for entry in self.entries:
            rows.setdefault(entry.number, []).append(entry)
        return rows

    @property
    def last(self) -> int:
        """The number of the last entry; 0 before the first."""
        return self.entries[-1].number if self.entries else 0

    def holds(self, entry: Entry) -> bool:
        """Whether an entry is a decision that nothing undid."""
        return entry.decision.kind != "undo" and entry.id not in self.undone

    @cached_property
    def _holding(self) -> dict[str, list[Entry]]:
        """The entries that hold, by submission; those about the whole class under an empty one."""
        by_submission: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if self.holds(entry):
                by_submission.setdefault(entry.decision.submission, []).append(entry)
        return by_submission

    def about_submissions(self, places: Callable[[Entry], Mapping[str, int]]) -> Decisions:
        """The same decisions, about the submissions and attempts that `places` says; of none as they are.

        What undoes an entry is about the same as that.
        """
        moved: list[Entry] = []
        undone = {(entry.id, entry.decision.submission): entry for entry in self.entries}
        for entry in self.entries:
            of = places(undone.get((entry.decision.undoes, entry.decision.submission), entry))
            moved += [
                replace(entry, attempt=attempt, decision=replace(entry.decision, submission=submission))
                for submission, attempt in of.items()
            ] or [entry]
        return Decisions(tuple(moved))

    @property
    def submissions(self) -> frozenset[str]:
        """The submissions about which an entry holds; an empty one among them where it is about the whole class."""
        return frozenset(self._holding)

    def holding(self, submission: str) -> list[Entry]:
        """The entries that hold for this submission, those about the whole class among them, the oldest first."""
        both = [*self._holding.get("", ()), *self._holding.get(submission, ())]
        return sorted(both, key=lambda entry: entry.number)

    def settled(self, submission: str, question: str) -> Entry | None:
        """The entry that settles what this question of this submission counts."""
        return next((e for e in self._latest(submission, *SETTLING) if e.concerns(submission, question)), None)

    def extension(self, submission: str) -> Entry | None:
        """The entry with the due date of this submission: its own, or that of the class where it is later."""
        own = [e for e in self.holding(submission) if e.decision.kind == "extend"]
        latest = {entry.decision.submission: entry for entry in own}  # of each the last one
        return max(latest.values(), key=lambda e: parse_due_date(e.decision.text) or EARLIEST, default=None)

    def stamp(self, submission: str) -> Entry | None:
        """The entry that says when this submission came, if staff said it."""
        return next(self._latest(submission, "stamp"), None)

    def is_excused(self, submission: str) -> bool:
        """Whether the whole submission does not count."""
        return any(not e.decision.question for e in self._latest(submission, "excuse"))

    def comments(self, submission: str, question: str = "") -> list[Entry]:
        """What staff say of this question, or of the submission as a whole."""
        entries = self.holding(submission)
        return [e for e in entries if e.decision.kind == "comment" and e.decision.question == question]

    def about(self, submission: str, question: str = "") -> list[Entry]:
        """The history of a submission, or of one question: every entry, also what was undone."""
        return [entry for entry in self.entries if entry.concerns(submission, question)]

    def _latest(self, submission: str, *kinds: str) -> Iterator[Entry]:
        return (e for e in reversed(self.holding(submission)) if e.decision.kind in kinds)


# ── the reasons of a question as a rubric: points and words that staff gave before, to be given again by one key
#
# A reason is there as long as somebody has it: it is read from the entries of the log that hold. Another wording, or
# other points, is a further entry for everybody who has it, and one undo brings back what they had.


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
