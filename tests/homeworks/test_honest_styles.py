"""The honest styles of `assignments/first_order/honest`; `make rehearse` proves that each keeps every point."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "assignments" / "first_order"
STYLES = sorted((FOLDER / "honest").glob("*.py"))


def test_there_are_enough_of_them_and_each_names_its_own_style():
    """At least 25 styles, each in one file."""
    firsts = [path.read_text(encoding="utf-8").partition("\n")[0] for path in STYLES]
    assert len(STYLES) >= 25
    assert all(first.startswith("# Style: ") for first in firsts)
    assert len(set(firsts)) == len(firsts)
