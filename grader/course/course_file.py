"""`course.toml`, beside the results folders of a course: when each homework is due, and what lateness costs.

drop_lowest = 1                        # homeworks that do not count for the average, default 0

[late]                                 # for all homeworks; every key may be left out
grace_minutes = 15
percent_a_day = 10                     # for each day begun
most_percent = 50
slip_days = 4                          # of each student, over all homeworks
attempt = "best"                       # or "latest"

[homework.hw1]                         # the name of its results folder
due = 2026-10-12T18:00:00+02:00        # a day alone: its end
weight = 2                             # in the average, default 1

What lateness costs is a pure function of the days late, the rules and the slip days that are left:

    on time, or within the grace          nothing
    days begun since the due date         slip days cover the first of them, as long as any are left
    each of the others                    `percent_a_day` of the points, at most `most_percent` in all

The grace moves nothing: who exceeds it is late since the due date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from grader.base.errors import UserError
from grader.base.staff.times import format_time, parse_due_date
from grader.base.staff.toml_text import read_toml
from grader.base.text import count
from grader.model.encoding.decoding import REQUIRED, DecodingError, decoder

FILE = "course.toml"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class LateRules:
    """The rules of a course. `slip_days` are those of each student over all homeworks.

    `attempt` says which of several submissions by the same people counts: the latest, or the one with most points after
    what lateness takes off.
    """

    grace_minutes: float = 0.0
    percent_a_day: float = 0.0
    most_percent: float = 100.0
    slip_days: int = 0
    attempt: Literal["latest", "best"] = "latest"


@dataclass(frozen=True)
class Lateness:
    """How late a submission came: `days` begun, of which `slip_days` cover some, so that `left` of them remain.

    `percent` of its points are taken off.
    """

    due: datetime
    days: int = 0
    slip_days: int = 0
    left: int = 0
    percent: float = 0.0

    @property
    def factor(self) -> float:
        """What is left of the points, from 0 to 1."""
        return 1 - self.percent / 100

    @property
    def sentence(self) -> str:
        """What its author reads; nothing where it came in time."""
        if not self.days:
            return ""
        slip = f" You used {count(self.slip_days, 'slip day')}, and have {self.left} left." if self.slip_days else ""
        cost = f"{self.percent:.4g} % of the points are taken off." if self.percent else "No points are taken off."
        return f"This came late: {count(self.days, 'day')} begun since {format_time(self.due)}.{slip} {cost}"


def days_late(submitted: datetime, due: datetime, rules: LateRules) -> int:
    """Days begun since the due date; 0 within the grace."""
    late = submitted - due
    return 0 if late <= timedelta(minutes=rules.grace_minutes) else -(-late // DAY)


def lateness(days: int, due: datetime, rules: LateRules, slip_days_left: int) -> Lateness:
    """What so many days cost whoever has so many slip days left."""
    slip = min(days, max(slip_days_left, 0))
    percent = min((days - slip) * rules.percent_a_day, rules.most_percent)
    return Lateness(due, days, slip, slip_days_left - slip, percent)


@dataclass(frozen=True)
class Homework:
    """One homework of a course: `due` is a time as text, `weight` counts in the average."""

    due: str = field(default="", metadata=REQUIRED)
    weight: float = 1.0

    @property
    def due_date(self) -> datetime:
        """The due date of everybody who has no other one."""
        due = parse_due_date(self.due)
        assert due is not None, "`read_course` refused it"
        return due


@dataclass(frozen=True)
class Course:
    """A whole course.toml; homeworks are by the name of their results folder."""

    homework: dict[str, Homework] = field(default_factory=dict, metadata=REQUIRED)
    late: LateRules = field(default_factory=LateRules)
    drop_lowest: int = 0

    @property
    def in_order(self) -> list[tuple[str, Homework]]:
        """The homeworks in the order of their due dates."""
        return sorted(self.homework.items(), key=lambda item: (item[1].due_date, item[0]))


def find_course(results: Path) -> Path:
    """Where the course.toml of a results folder is, if there is one."""
    return results.resolve().parent / FILE


def read_course(path: Path) -> Course:
    """The course that a file describes. Raises UserError."""
    data = _with_times_as_texts(read_toml(path, UserError))
    try:
        course: Course = decoder(Course)(data)
    except DecodingError as error:
        allowed = ", ".join((*vars(LateRules()), *vars(Homework()), "homework", "late", "drop_lowest"))
        unknown = f" The keys are {allowed}." if "no such field" in error.problem else ""
        raise UserError(f"{path}: {error}.{unknown}") from None
    for words in _faults(course):
        raise UserError(f"{path}: {words}")
    return course


def course_of(results: Path) -> Course | None:
    """The course that a results folder belongs to; None where no course.toml lies beside it. Raises UserError."""
    path = find_course(results)
    return read_course(path) if path.is_file() else None


def homework_name(results: Path) -> str:
    """The name by which a course.toml calls the homework of a results folder."""
    return results.resolve().name


def _faults(course: Course) -> Iterator[str]:
    late = course.late
    for name, homework in course.homework.items():
        if parse_due_date(homework.due) is None:
            yield f"homework.{name}.due: {homework.due!r} is no due date. Write 2026-12-01T18:00:00, or a day."
        if homework.weight < 0:
            yield f"homework.{name}.weight: {homework.weight:g} is below 0."
    for key in ("grace_minutes", "percent_a_day", "most_percent", "slip_days"):
        if getattr(late, key) < 0:
            yield f"late.{key}: {getattr(late, key):g} is below 0."
    if late.most_percent > 100:
        yield f"late.most_percent: {late.most_percent:g} is above 100, which is all that can be taken off."
    if not 0 <= course.drop_lowest < max(len(course.homework), 1):
        yield f"drop_lowest: {course.drop_lowest} of {len(course.homework)} homeworks cannot be dropped."


def _with_times_as_texts(data: Any) -> Any:
    """TOML's own times as the texts that a time in quotes is."""
    if isinstance(data, dict):
        return {name: _with_times_as_texts(value) for name, value in data.items()}
    return data.isoformat() if isinstance(data, date) else data
