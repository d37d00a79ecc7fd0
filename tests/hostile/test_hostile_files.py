"""Every hostile file gets a reason, in bounded time and memory, or the grade that its notebook deserves."""

from __future__ import annotations

import re

import arena
import pytest
from conftest import needs_linux
from files import FILES, GRADED

MOST_SECONDS, MOST_MB = 60, 700  # on the wall: whoever waits for ever is seen, and a busy machine is not
# A half of the seconds: honest work in formats that tests/extraction/test_notebook.py reads, and 60 MB in other shapes.
SLOW = (
    "n04_utf32", "n06_mark_and_crlf", "n10_format_2", "n10_format_3", "n10_format_99", "n11_kernelspec",
    "n12_grading_metadata", "n13_lone_surrogate", "n14_5000_digits", "n14_numbers_that_are_none",
    "n17_shell_in_the_name", "brackets_60_mb", "one_text_60_mb", "wide_characters_60_mb",
)  # fmt: skip


@needs_linux
@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow if n in SLOW else ()) for n in FILES])
def test_a_hostile_file_is_refused_with_a_reason_or_read_as_what_it_is(name, files_seen):
    assert name in files_seen, "the grading process ended here, or before"
    seen = files_seen[name]
    report = seen["report"]
    if FILES[name].says == GRADED:
        assert report["status"] == "graded", report["message"]
        assert all(report["questions"][q]["status"] == "right" for q in ("quartic_minimizer", "momentum")), report
    else:
        assert report["status"] == "ungradable" and report["earned"] == 0
        assert re.search(FILES[name].says, report["message"]), report["message"]
        assert len(report["message"]) < 1000
    assert not [text for text in arena.texts(report) if arena.UNPRINTABLE.search(text)]
    assert not seen["leaks"] and not seen["changed"]
    assert seen["seconds"] < MOST_SECONDS
    assert seen["memory"] < MOST_MB
