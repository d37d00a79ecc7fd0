"""What lateness costs: a pure function of the days late, the rules and the slip days that are left.

    on time, or within the grace          nothing
    days begun since the due date         slip days cover the first of them, as long as any are left
    each of the others                    `percent_a_day` of the points, at most `most_percent` in all

The grace moves nothing: who exceeds it is late since the due date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from grader.base.staff.times import format_time
from grader.base.text import count

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
