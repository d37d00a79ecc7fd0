"""Decisions as staff enter them: checked against the report that they are about, before anything is written."""

from __future__ import annotations

import getpass
import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from grader.base.errors import UserError
from grader.base.staff.times import parse_due_date, parse_time
from grader.base.text import did_you_mean, printable
from grader.course.decisions.decided import worth
from grader.course.decisions.decision import Decision, Decisions, Seen
from grader.course.decisions.trail import describe
from grader.model.report import QuestionReport, Report
from grader.model.statuses import format_points, points_in_words

MAX_CHARACTERS: Final = 2_000  # of a comment or a reason
MAX_DECIDER: Final = 60


class Changed(UserError):
    """Somebody else decided about the same since it was shown."""


@dataclass(frozen=True)
class Wanted:
    """A decision to be entered, and the report that it is about; for the whole class any report of it.

    `seen` is what whoever decides was shown; None where nothing was shown.
    """

    decision: Decision
    report: Report
    seen: Seen | None = field(default=None, kw_only=True)


def checked(wanted: Wanted) -> Decision:
    """The decision in its final form. Points that staff owe need no reason. Raises UserError."""
    decision = replace(wanted.decision, text=_plain(wanted.decision.text), because=_plain(wanted.decision.because))
    question = _question(decision, wanted.report) if decision.question else None
    owed = decision.kind == "override" and question is not None and question.status == "manual"
    if not (decision.because or decision.kind == "comment" or owed):
        raise UserError(f"{_where(decision)}: a reason is missing. Write it with --because: its author reads it.")
    if decision.kind == "comment" and not decision.text:
        raise UserError(f"{_where(decision)}: the comment is empty.")
    if decision.kind in ("override", "drop") and question is None:
        raise UserError(f"{_where(decision)}: name a question: {_names(wanted.report)}.")
    if decision.kind == "override" and question is not None:
        return replace(decision, points=_points(decision, worth(question)))
    return replace(decision, text=_time(decision)) if decision.kind in ("extend", "stamp") else decision


def undoing(before: Decisions, number: int, because: str) -> list[Decision]:
    """What undoes an entry, for each submission that it is about. Raises UserError."""
    entries = before.by_number.get(number)
    if entries is None:
        raise UserError(f"there is no entry {number}. `grader decide list RESULTS` prints them.")
    if entries[0].decision.kind == "undo":
        raise UserError(f"entry {number} undoes another one. To have that again, enter the same decision again.")
    if entries[0].id in before.undone:
        raise UserError(f"entry {number} is undone already.")
    if not _plain(because):
        raise UserError(f"undo {number}: a reason is missing. Write it with --because.")
    return [
        Decision("undo", e.decision.submission, e.decision.question, because=_plain(because), undoes=e.id)
        for e in entries
    ]


def check_unchanged(before: Decisions, wanted: Sequence[Wanted], report_number: Callable[[str], int]) -> None:
    """Raise Changed where the work was judged again since it was shown, or somebody decided about the same.

    `report_number` is that of the latest report of a submission. Comments change nothing.
    """
    shown = [(each.decision, each.seen.log) for each in wanted if each.seen and each.decision.kind != "comment"]
    oldest = min((seen for _, seen in shown), default=0)
    # few, however long the log
    newer = [e for e in before.entries if e.number > oldest and e.decision.kind != "comment"]
    for decision, seen in shown:
        same = [e for e in newer if e.number > seen and e.concerns(decision.submission, decision.question)]
        if same:
            raise Changed(
                f"{_where(same[-1].decision)}: meanwhile {same[-1].by} decided about it, at {same[-1].at[11:16]} UTC "
                f"(entry {same[-1].number}: {describe(same[-1], before)}). Nothing was changed: look at it again."
            )
    for each in wanted:
        if each.seen and report_number(each.decision.submission) > each.seen.revision:
            raise Changed(
                f"{_where(each.decision)}: meanwhile this work was graded or judged again, so that other answers or "
                "points may count. Nothing was changed: look at it again."
            )


def check_holds(before: Decisions, decision: Decision) -> None:
    """Raise Changed where somebody undid the same meanwhile."""
    if decision.undoes in before.undone:
        by = before.undone[decision.undoes].by
        raise Changed(f"{_where(decision)}: meanwhile {by} undid it. Nothing was changed: look at it again.")


def staff_name(name: str | None) -> str:
    """Who decides: the name that is given, or the user of this machine. Raises UserError."""
    if name is None:
        try:
            name = getpass.getuser()
        except (KeyError, OSError):  # there is none, as in a container
            name = f"user {os.getuid()}" if hasattr(os, "getuid") else ""
    plain = _plain(name)
    if not 0 < len(plain) <= MAX_DECIDER or "\n" in plain:
        raise UserError(f"--by {plain[:MAX_DECIDER]!r}: name who decides, in 1 to {MAX_DECIDER} characters.")
    return plain


def _question(decision: Decision, report: Report) -> QuestionReport:
    for question in report.questions:
        if question.name == decision.question:
            return question
    close = did_you_mean(decision.question, [question.name for question in report.questions])
    raise UserError(f"{_where(decision)}: there is no such question.{close} This homework has: {_names(report)}.")


def _points(decision: Decision, most: float) -> float:
    points = decision.points
    if points is None or not math.isfinite(points) or not 0 <= points <= most:
        entered = "no points" if points is None else points_in_words(points)
        raise UserError(
            f"{_where(decision)}: {entered} cannot be set: the question is worth 0 to {format_points(most)}."
        )
    return points


def _time(decision: Decision) -> str:
    """The time that is entered. When something came is known to the minute, and the end of a day is when it is due."""
    what, parsed = "due date", parse_due_date(decision.text)
    if decision.kind == "stamp":
        what, parsed = "time", parse_time(decision.text) if ":" in decision.text else None
    if parsed is None:
        day = "" if decision.kind == "stamp" else "2026-12-01 or "
        raise UserError(f"{_where(decision)}: {decision.text!r} is no {what}. Write one such as {day}2026-12-01T18:00.")
    return parsed.isoformat(sep=" ", timespec="seconds")


def _plain(text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        raise UserError(f"a text of {len(text)} characters is too long: write at most {MAX_CHARACTERS}.")
    return printable(text).strip()


def _where(decision: Decision) -> str:
    about = (printable(decision.submission, 100), printable(decision.question, 100))
    return " ".join(filter(None, (decision.kind, *about)))


def _names(report: Report) -> str:
    return ", ".join(question.name for question in report.questions)
