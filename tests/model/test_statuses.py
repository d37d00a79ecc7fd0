"""Every status has words, and points are written in one way."""

from __future__ import annotations

from typing import get_args

import pytest

from grader.model.statuses import (  # fmt: skip
    WORDS,
    QuestionStatus,
    ReportStatus,
    format_points,
    status_words,
)


def test_every_status_has_words_of_its_own():
    flat = {name for part in get_args(QuestionStatus) for name in (get_args(part) or [part])}
    assert set(WORDS) == flat | set(get_args(ReportStatus))
    assert len({status_words(status) for status in WORDS}) == len(WORDS)


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (10.0, "10"), (7.5, "7.5"), (0.0, "0"), (-0.001, "0"), (1 / 3, "0.33"), (2.999999999, "3"), (100, "100"),
        (12345.67, "12345.67"), (1e7, "10000000"), (-2.5, "-2.5"),
        (0.125, "0.13"), (2.675, "2.68"), (1.005, "1.01"), (0.375, "0.38"), (0.1 + 0.2 - 0.005, "0.3"),
    ],
)  # fmt: skip
def test_points_have_at_most_two_decimals_and_no_idle_zeros(points, text):
    assert format_points(points) == text
