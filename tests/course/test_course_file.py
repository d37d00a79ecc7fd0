"""What lateness costs, for every time, every rule and every number of slip days."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.base.staff.times import parse_due_date, parse_time
from grader.course.course_file import LateRules, days_late, lateness

DUE = datetime(2026, 10, 12, 18, tzinfo=timezone.utc)
RULES = st.builds(
    LateRules, grace_minutes=st.floats(0, 3000), percent_a_day=st.floats(0, 200), most_percent=st.floats(0, 100),
    slip_days=st.integers(0, 9),
)  # fmt: skip
SECONDS = st.integers(-(10**6), 10**7)


def after(seconds: float) -> datetime:
    return DUE + timedelta(seconds=seconds)


@given(rules=RULES, one=SECONDS, other=SECONDS, left=st.integers(-2, 9))
def test_who_comes_later_never_loses_less(rules, one, other, left):
    early, late = (lateness(days_late(after(s), DUE, rules), DUE, rules, left) for s in sorted((one, other)))
    assert early.percent <= late.percent and early.days <= late.days and early.slip_days <= late.slip_days


@given(rules=RULES, seconds=SECONDS, left=st.integers(-2, 9))
def test_slip_days_are_never_overdrawn_and_each_one_only_helps(rules, seconds, left):
    days = days_late(after(seconds), DUE, rules)
    late, with_more = (lateness(days, DUE, rules, n) for n in (left, left + 1))
    assert 0 <= late.slip_days <= min(days, max(left, 0)) and late.left == left - late.slip_days
    assert with_more.percent <= late.percent and 0 <= late.factor <= 1
    assert bool(late.sentence) == (days > 0)


@given(rules=RULES, seconds=SECONDS, moved=st.integers(0, 10**6))
def test_an_extension_never_makes_anybody_later(rules, seconds, moved):
    assert days_late(after(seconds), after(moved), rules) <= days_late(after(seconds), DUE, rules)


@pytest.mark.parametrize(("minutes", "days"), [(0, 0), (15, 0), (16, 1), (24 * 60, 1), (24 * 60 + 1, 2), (-(10**4), 0)])
def test_the_grace_forgives_and_moves_nothing(minutes, days):
    assert days_late(after(60 * minutes), DUE, LateRules(grace_minutes=15)) == days


def test_its_author_reads_days_slip_days_and_per_cent_and_no_points():
    """Points would tell what hidden cases gave."""
    rules = LateRules(percent_a_day=10, most_percent=50)
    due = DUE.astimezone()
    words = f"This came late: 3 days begun since {due:%Y-%m-%d %H:%M %z}. "
    assert lateness(3, due, rules, 1).sentence == words + (
        "You used 1 slip day, and have 0 left. 20 % of the points are taken off."
    )
    assert lateness(3, due, rules, 4).sentence.endswith("3 slip days, and have 1 left. No points are taken off.")
    assert lateness(9, due, rules, 0).percent == 50


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2023-09-21 10:00:00.000000000 -07:00", "2023-09-21T17:00:00"),  # Gradescope's list
        ("2023-09-21 10:00:00 UTC", "2023-09-21T10:00:00"),
        ("2023-09-21T10:00:00.123456789Z", "2023-09-21T10:00:00"),
        ("2023-09-21T10:00+0130", "2023-09-21T08:30:00"),
        ("2023-09-31 10:00:00", None),
        ("yesterday", None),
        ("0001-01-01 00:00 +14:00", None),
    ],
)
def test_times_of_every_platform_are_read(text, utc):
    parsed = parse_time(text)
    assert utc == (parsed and parsed.astimezone(timezone.utc).replace(tzinfo=None).isoformat())


def test_moodles_times_are_of_this_machines_zone():
    """In the forms that Moodle's worksheet has in English; the one with a narrow space before AM."""
    assert parse_time("Thursday, 21 September 2023, 10:05\u202fPM") == parse_time("2023-09-21 22:05")
    assert parse_time("Thursday, 21 September 2023, 22:05") == parse_time("2023-09-21 22:05")


def test_a_day_is_due_at_its_end():
    due, midnight = parse_due_date("2026-10-12"), parse_due_date("2026-10-12 00:00")
    assert due and midnight and due - midnight == timedelta(hours=23, minutes=59, seconds=59)
