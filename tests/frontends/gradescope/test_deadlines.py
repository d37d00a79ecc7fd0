"""Gradescope's metadata are read as documented, and whatever else stands there is no metadata."""

from __future__ import annotations

import json

import pytest

from grader.frontends.gradescope.deadlines import read_metadata


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '{"assignment": 3}', '{"previous_submissions": 5}', "\x00"])
def test_strange_metadata_is_no_metadata(tmp_path, text):
    (tmp_path / "m.json").write_text(text)
    metadata = read_metadata(tmp_path / "m.json")
    assert metadata.days_late == 0 and metadata.counted(24.0) == []


def test_metadata_as_documented_is_read(tmp_path):
    (tmp_path / "m.json").write_text(
        json.dumps(
            {
                "created_at": "2026-09-22T12:00:01.234567-07:00",
                "assignment": {"due_date": "2026-09-21T12:00:00.000000-07:00", "late_due_date": None},
                "previous_submissions": [{"submission_time": "2026-09-22T11:00:00.000000-07:00", "score": 1.0}],
            }
        )
    )
    metadata = read_metadata(tmp_path / "m.json")
    assert metadata.days_late == 2 and len(metadata.counted(24.0)) == 1


@pytest.mark.parametrize(
    ("own", "days"),
    [
        (["2026-09-23"], 0), (["2026-09-20"], 3), (["2026-09-20", "2026-09-23"], 0), (["2026-09-20", None], 2),
        ([None], 2), (["soon"], 2), (["9999-12-31"], 2), ([], 2),
    ],
)  # fmt: skip
def test_an_authors_own_due_date_counts(tmp_path, own, days):
    """Gradescope writes extensions there; of a group the latest, where who has no own one has the assignment's."""
    users = [{"name": "Bo", "assignment": {"due_date": date and f"{date}T23:59:00-07:00"}} for date in own]
    assert days_late(tmp_path, users) == days


@pytest.mark.parametrize("users", [[{"name": "Ada"}], [None], ["Ada"], {"name": "Ada"}, [{"assignment": "x"}], 3])
def test_whatever_is_no_author_leaves_the_assignments_due_date(tmp_path, users):
    assert days_late(tmp_path, users) == 2


def test_an_assignment_that_is_no_table_leaves_the_earlier_submissions(tmp_path):
    metadata = {
        "created_at": "2026-09-22T12:00:00-07:00", "assignment": "x",
        "previous_submissions": [{"submission_time": "2026-09-22T11:00:00-07:00"}, None, 3],
    }  # fmt: skip
    (tmp_path / "m.json").write_text(json.dumps(metadata))
    assert len(read_metadata(tmp_path / "m.json").counted(24.0)) == 1


def days_late(folder, users):
    """Of a submission that came 2 days after the assignment's due date."""
    metadata = {
        "created_at": "2026-09-23T12:00:01-07:00",
        "assignment": {"due_date": "2026-09-21T23:59:00-07:00"},
        "users": users,
    }
    (folder / "m.json").write_text(json.dumps(metadata))
    return read_metadata(folder / "m.json").days_late
