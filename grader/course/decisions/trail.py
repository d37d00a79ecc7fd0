"""The audit trail: every entry in a line, for people, and as data, for programs."""

from __future__ import annotations

from typing import Any

from grader.base.exhaustive import assert_never
from grader.course.decisions.decision import Decisions, Entry
from grader.model.statuses import points_in_words

NAMES = 4  # submissions of one entry that are named


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
    about = " ".join(filter(None, [who, decision.question]))
    because = f", because {_line(decision.because)}" if decision.because else ""
    match decision.kind:
        case "override":
            return f"{about} has {points_in_words(decision.points or 0.0)}{because}"
        case "excuse":
            return f"{about} is excused{because}"
        case "drop":
            return f"{decision.question} counts for nobody{because}"
        case "comment":
            return f"to {about}: {_line(decision.text)}"
        case "extend":
            return f"{about or 'the class'} is due {decision.text}{because}"
        case "stamp":
            return f"{about} came {decision.text}{because}"
        case "undo":
            return f"undo {decisions.by_id[decision.undoes].number}, {about}{because}"
        case _:
            return assert_never(decision.kind)


def _line(text: str) -> str:
    return " ".join(text.split())
