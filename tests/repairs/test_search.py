"""Two edits of one text are made at once where they meet nowhere."""

from __future__ import annotations

import pytest

from grader.repairs.search import merged

TEXT = "x = a * b + c * d"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("x = a + c * d", "x = a * b + d", "x = a + d"),
        ("x = a * b - c * d", "x = a * b * c * d", ""),
        ("x = a / b + c * d", "x = (a + b) + c * d", ""),
        ("x = a * b - c * d", "x = a * b + c * d * e", "x = a * b - c * d * e"),
    ],
)
def test_edits_at_different_places_are_both_made(one, other, both):
    assert merged(TEXT, one, other) == merged(TEXT, other, one) == both


def test_edits_of_several_lines_are_both_made_where_they_meet_in_no_line():
    text = "x = x - a / (v + e)\nreturn x * b"
    one, other = "x = x * b - a / (v + e)\nreturn x", "x = x - a / (v + e / c)\nreturn x * b"
    assert merged(text, one, other) == merged(text, other, one) == "x = x * b - a / (v + e / c)\nreturn x"
    assert merged(text, one, text.replace("x * b", "x / b")) == ""
