"""Two edits of one text are made at once where they meet nowhere, and which edits may be one of two."""

from __future__ import annotations

import pytest
from support.repaired import key

from grader.repairs.answers import Nearness
from grader.repairs.search import Candidate, Place, Stage, Tried, merged

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


def test_of_a_term_or_a_factor_more_there_are_too_many_to_be_one_of_two():
    """A starting velocity without its factor was called a factor too many and a missing term."""
    kinds = ("factor", "constant", "plus_name", "times_name", "power")
    tried = [
        Tried(Candidate({0: kind}, (Place(kind, "x = x - alpha * u"),)), Nearness(0.5, kind.encode())) for kind in kinds
    ]
    stage = Stage(Candidate({}, ()), key().questions[0].cases[0], Nearness(0.1, b""), tried=tried)
    assert {each.candidate.places[0].kind for each in stage.better()} == {"factor", "power"}
    assert [each.places[0].kind for each in stage.likely()] == ["factor", "power"]
