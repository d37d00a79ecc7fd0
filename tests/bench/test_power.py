"""What `make power` calls fallen, and how it counts code."""

from __future__ import annotations

import pytest
from power import EITHER, LESS, MORE, Figure, chosen_by, compared, judged_names, page
from size import code_lines

HERE = {"commit": "c0ffee", "when": "2026-12-02 20:00", "machine": "one", "load": 0.1, "seconds": 3}


def stored(*figures: Figure, **others: str) -> dict:
    return {**HERE, **others, "figures": [list(figure) for figure in figures]}


@pytest.mark.parametrize(
    ("was", "now", "fell"),
    [
        (Figure("right", 90), Figure("right", 89), True),
        (Figure("right", 90), Figure("right", 80, unsure=10), False),  # nobody has judged ten names yet
        (Figure("right", 90), Figure("right", 79, unsure=10), True),
        (Figure("wrong", 1, LESS), Figure("wrong", 2, LESS), True),
        (Figure("roundabout", 3, EITHER), Figure("roundabout", 9, EITHER), False),
        (Figure("a second", 100, MORE, 0.3), Figure("a second", 71, MORE, 0.3), False),
        (Figure("a second", 100, MORE, 0.3), Figure("a second", 69, MORE, 0.3), True),
        (Figure("seconds", 10, LESS, 0.3), Figure("seconds", 14, LESS, 0.3), True),
    ],
)
def test_a_figure_falls_where_it_is_worse_by_more_than_its_noise(was, now, fell):
    assert [*compared("m", stored(was), stored(now))] == (
        [f"  m: {was.name}: {was.value:.0f} -> {now.value:.0f}"] if fell else []
    )


def test_seconds_of_another_machine_are_not_compared():
    was = Figure("seconds", 10, LESS, of_machine=True)
    now = stored(was._replace(value=20))
    assert [*compared("m", stored(was, machine="another"), now)] == []
    assert len([*compared("m", stored(was), now)]) == 1


def test_what_is_not_measured_any_more_counts_as_fallen():
    """Else a measurement that breaks would pass."""
    assert [*compared("m", stored(Figure("right", 90)), stored())] == ["  m: right: no longer measured"]
    assert [*compared("m", None, {"failure": "exit code 1"})] == ["  m: not measured: exit code 1"]
    assert [*compared("m", None, stored(Figure("right", 90)))] == []


def test_names_that_nobody_has_judged_are_listed():
    lost = {"id": "x", "lost": 1, "staff": ["a name"], "student": [], "repair": [], "slip": [], "words": "the cause"}
    listed: dict = {}
    figures = {each.name: each.value for each in judged_names("s", [lost], listed)}
    assert figures["s, staff: not judged"] == figures["s, student: none"] == 1
    assert list(listed.values()) == [{"id": "x", "named": "a name", "verdict": "", "words": "the cause"}]


def test_the_page_says_where_each_figure_comes_from_and_what_is_missing():
    text = page({"size": stored(Figure("product", 58_930, LESS, 0.01))})
    assert "| size | product | 58,930 | less, 1% | c0ffee |" in text
    assert "Not measured yet: golden" in text


def test_code_lines_count_neither_comments_nor_docstrings_nor_blank_lines():
    text = '"""Words."""\n\n# why\ndef f(\n    x,\n):\n    """Words\n    more."""\n    return """a\n    text"""\n'
    assert code_lines(text) == 5


def test_a_word_chooses_a_measurement_or_all_of_its_kind():
    assert chosen_by(["size"]) == ["size"] and chosen_by(["nothing"]) == []
    assert {"names_sample", "names_sixteenth", "names_nineteenth"} <= set(chosen_by(["names"]))
