"""Statuses of a report, a question and a case, the words that people read for them, and points as text.

The terminal, the HTML pages, notebooks and Gradescope all take their words and colours from here.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Literal

CaseStatus = Literal[
    "right",
    "wrong",
    "not_attempted",  # the stub is unchanged
    "missing",  # the notebook defines no such name
    "crashed",  # the student's code raised an exception
    "timed_out",
    "out_of_memory",
    "malformed",  # another kind of value than the one asked for
    "could_not_check",  # the grader failed, not the student
    "recorded",  # well-formed; whether it is right is not shown yet
    "manual",  # answered; staff read it and give the points
    "optional",  # left out, and another question of its group was handed in
]
QuestionStatus = (
    CaseStatus
    | Literal[
        "partial",  # some cases are right
        "overridden",  # staff set the points
        "excused",  # by staff: it does not count
    ]
)
UNJUDGED: tuple[CaseStatus, ...] = ("could_not_check", "manual")  # nobody has earned or lost these points yet
ReportStatus = Literal["graded", "ungradable", "no submission"]
Tone = Literal["good", "part", "plain", "bad"]

_STATUSES: dict[str, tuple[str, Tone]] = {  # the words for each, and whether it is good or bad news
    "right": ("right", "good"),
    "partial": ("partly right", "part"),
    "wrong": ("not right yet", "bad"),
    "not_attempted": ("not attempted", "plain"),
    "missing": ("missing", "bad"),
    "crashed": ("stopped by an error", "bad"),
    "timed_out": ("out of time", "bad"),
    "out_of_memory": ("out of memory", "bad"),
    "malformed": ("wrong form", "bad"),
    "could_not_check": ("could not be checked", "part"),
    "recorded": ("recorded", "plain"),
    "manual": ("graded by hand", "plain"),
    "optional": ("optional", "plain"),
    "overridden": ("points by staff", "plain"),
    "excused": ("excused", "plain"),
    "graded": ("graded", "good"),
    "ungradable": ("could not be graded", "bad"),
    "no submission": ("no submission", "bad"),
}
WORDS = {status: words for status, (words, _) in _STATUSES.items()}


def status_words(status: QuestionStatus | ReportStatus, *, final: bool = False) -> str:
    """The words for a status, in lower case, such as `partly right`; `final` ones where nothing can be handed in."""
    return WORDS[status].removesuffix(" yet") if final else WORDS[status]


def status_tone(status: QuestionStatus | ReportStatus) -> Tone:
    """Whether a status is good or bad news, for its colour. The words alone must be enough to understand it."""
    return _STATUSES[status][1]


def hundredths(points: float) -> int:
    """Points in hundredths; a half is rounded up, as the points are written in decimals: 2.675 are 268."""
    return math.floor(Decimal(f"{points:.9f}") * 100 + Decimal("0.5"))


def format_points(points: float) -> str:
    """Points with at most two decimals: `7.5`, `10`, `0.33`."""
    return f"{hundredths(points) / 100:.2f}".rstrip("0").rstrip(".") if math.isfinite(points) else str(points)


def points_in_words(points: float, of: str = "") -> str:
    """`1 point`, `7.5 points`, `1 more point` where `of` is "more"."""
    number = format_points(points)
    return " ".join(filter(None, [number, of, "point" if number == "1" else "points"]))


def format_waiting(manual: float, unchecked: float = 0.0) -> str:
    """Points that no total holds yet, as its end: `, and 10 graded by hand`; nothing for none.

    Those of `manual` come from staff, `unchecked` from another run.
    """
    later = {WORDS["manual"]: manual, f"that {WORDS['could_not_check']} yet": unchecked}
    return "".join(f", and {format_points(points)} {words}" for words, points in later.items() if points)
