"""Times as platforms and staff write them, in the forms of ISO 8601 or Moodle's; without a zone, of this machine's."""

from __future__ import annotations

import contextlib
import re
from datetime import datetime, time

# Ruby's `2026-12-01 18:00:00.123456789 -07:00` among them, which Python reads in no version.
_TIME = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:[ T](?P<time>\d\d:\d\d(?::\d\d)?)(?P<part>\.\d+)?)?\s*(?P<zone>UTC|Z|[+-]\d\d:?\d\d)?"
)
_MOODLE = ("%A, %d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M")  # in English


def parse_time(text: str) -> datetime | None:
    """The time that a text names; None for any other text."""
    if not (match := _TIME.fullmatch(text.strip())):
        for form in _MOODLE:
            with contextlib.suppress(ValueError, OverflowError, OSError):
                return datetime.strptime(" ".join(text.split()), form).astimezone()
        return None
    clock, zone = match["time"] or "00:00", match["zone"] or ""
    zone = "+00:00" if zone in ("UTC", "Z") else zone if ":" in zone or not zone else f"{zone[:3]}:{zone[3:]}"
    try:
        return datetime.fromisoformat(f"{match['date']}T{clock}{zone}").astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def parse_due_date(text: str) -> datetime | None:
    """The same for a due date: a day alone means its end."""
    due = parse_time(text)
    if due is None or ":" in text:
        return due
    return datetime.combine(due.date(), time(23, 59, 59)).astimezone()


def format_time(moment: datetime) -> str:
    """A time as people read it, such as `2026-12-01 18:00 +0100`."""
    return moment.strftime("%Y-%m-%d %H:%M %z")
