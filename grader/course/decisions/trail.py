"""The audit trail: every entry in a line, for people, and as data, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.course.decisions.decision import Decisions, Entry, Kind
from grader.model.statuses import points_in_words

NAMES = 4  # submissions of one entry that are named
DESCRIPTIONS: Mapping[Kind, str] = {
    "override": "{about} has {points}",
    "excuse": "{about} is excused",
    "drop": "{question} counts for nobody",
    "comment": "to {about}: {text}",
    "extend": "{about} is due {text}",
    "stamp": "{about} came {text}",
    "undo": "undo {number}, {about}",
}


def to_text(decisions: Decisions, submission: str = "") -> str:
    """The trail of all, or of one submission, the oldest first."""
    lines = [
        entry_line(entries[0], decisions) for entries in Decisions(_chosen(decisions, submission)).by_number.values()
    ]
    return "\n".join(lines) if lines else "Nothing was decided yet."


def to_data(decisions: Decisions, submission: str = "") -> list[dict[str, Any]]:
    """The same for programs, for each submission of an entry; `holds` says whether it was not undone."""
    return [
        {"number": e.number, "id": e.id, "at": e.at, "by": e.by, **vars(e.decision), "holds": decisions.holds(e)}
        for e in _chosen(decisions, submission)
    ]


def _chosen(decisions: Decisions, submission: str) -> list[Entry]:
    return decisions.about(submission) if submission else list(decisions.entries)


def entry_line(entry: Entry, decisions: Decisions) -> str:
    """One entry: number, when, who, what, and what undid it."""
    when = entry.at[:16].replace("T", " ")
    by = decisions.undone.get(entry.id)
    end = f" (undone in {by.number})" if by else ""
    return f"{entry.number:>5}  {when}  {entry.by}: {describe(entry, decisions)}{end}"


def describe(entry: Entry, decisions: Decisions) -> str:
    """What was decided, and why, in one line; of an entry about several submissions with some of them."""
    decision = entry.decision
    others = [e.decision.submission for e in decisions.by_number.get(entry.number, ()) if e != entry]
    names = [decision.submission, *others][: len(others) + 1 if len(others) < NAMES else NAMES - 1]
    left = len(others) + 1 - len(names)
    who = ", ".join(names) + (f" and {left} more" if left else "")
    about = " ".join(filter(None, [who, decision.question])) or "the class"
    words = DESCRIPTIONS[decision.kind].format(
        about=about,
        question=decision.question,
        points=points_in_words(decision.points or 0.0),
        text=_line(decision.text),
        number=decisions.by_id[decision.undoes].number if decision.undoes else 0,
    )
    return f"{words}, because {_line(decision.because)}" if decision.because else words


def _line(text: str) -> str:
    return " ".join(text.split())
