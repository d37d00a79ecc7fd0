"""When a submission came, and what that means: days late, points that lateness takes off, submissions that count.

Source of the format: gradescope-autograders' documentation of submission_metadata.json.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from grader.base.text import count
from grader.model.key import Key

PerSubmission = dict[str, Any]  # one element of `previous_submissions`, as Gradescope writes it


@dataclass(frozen=True)
class SubmissionMetadata:
    """What the grading needs of submission_metadata.json; everything may be missing."""

    created: datetime | None = None
    due: datetime | None = None
    previous: tuple[PerSubmission, ...] = ()

    @property
    def days_late(self) -> int:
        """Days begun since the due date."""
        if self.created is None or self.due is None or self.created <= self.due:
            return 0
        return -((self.due - self.created) // timedelta(days=1))

    @property
    def latest_results(self) -> Mapping[str, Any]:
        """The results of the latest earlier submission, the only ones that Gradescope hands over; or nothing."""
        return next((p["results"] for p in reversed(self.previous) if isinstance(p.get("results"), dict)), {})

    @property
    def refused_times(self) -> list[str]:
        """When earlier submissions came that were not graded, because there were too many: they do not count."""
        extra = self.latest_results.get("extra_data")
        times = extra.get("refused") if isinstance(extra, dict) else None
        return [time for time in times if isinstance(time, str)] if isinstance(times, list) else []

    def counted(self, hours: float) -> list[PerSubmission]:
        """The earlier submissions that count and came in the hours before this one."""
        if self.created is None:
            return []
        since, refused = self.created - timedelta(hours=hours), {_parse_time(time) for time in self.refused_times}
        return [
            p for p in self.previous
            if (time := _parse_time(p.get("submission_time"))) is not None and time > since and time not in refused
            and not p.get("autograder_error")
        ]  # fmt: skip


def read_metadata(path: Path) -> SubmissionMetadata:
    """Read submission_metadata.json; empty where it is missing or not as documented, as when run by hand."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return SubmissionMetadata()
    table = _table(data)
    return SubmissionMetadata(
        created=_parse_time(table.get("created_at")),
        due=_due(table),
        previous=tuple(_tables(table.get("previous_submissions"))),
    )


def _due(data: Mapping[str, Any]) -> datetime | None:
    """The latest due date of the authors: each one's own, which may be an extension, or else that of the assignment.

    Gradescope writes it for each of `users`, though its documentation shows the assignment's alone.
    """
    default = _due_date(data)
    return max((date for user in _tables(data.get("users")) if (date := _due_date(user) or default)), default=default)


def _due_date(data: Mapping[str, Any]) -> datetime | None:
    return _parse_time(_table(data.get("assignment")).get("due_date"))


def _table(value: Any) -> Mapping[str, Any]:
    """The value, which should be a table; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def _tables(value: Any) -> list[PerSubmission]:
    """The tables of a list, without whatever else stands there."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def latest(submissions: list[PerSubmission]) -> PerSubmission:
    """The one of these submissions that came last."""
    earliest = datetime.min.replace(tzinfo=timezone.utc)
    return max(submissions, key=lambda p: _parse_time(p.get("submission_time")) or earliest)


def _parse_time(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00")).astimezone()
    except (ValueError, OverflowError):  # a few hours beyond the year 9999
        return None


def late_factor(key: Key, metadata: SubmissionMetadata) -> float:
    """The factor, from 0 to 1, that the assignment's late policy puts on the points."""
    if not metadata.days_late:
        return 1.0
    match key.options.get("late", "none"):
        case "zero":
            return 0.0
        case "percent_a_day":
            return 1 - min(100.0, metadata.days_late * float(key.options.get("late_percent", 10.0))) / 100
    return 1.0


def late_sentence(key: Key, metadata: SubmissionMetadata) -> str:
    """What a student reads of the points that lateness takes off; nothing if it takes none."""
    factor, days = late_factor(key, metadata), metadata.days_late
    if factor == 1.0:
        return ""
    if key.options.get("late") == "zero":
        return "This came after the due date; late work has no points here. What it would have had stands below."
    return f"This came late, {count(days, 'day')} begun: {100 * (1 - factor):.4g} % of the points are taken off."
