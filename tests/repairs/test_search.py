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
