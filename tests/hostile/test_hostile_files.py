"""Every hostile file gets a reason, in bounded time and memory, or the grade that its notebook deserves."""

from __future__ import annotations

import re

import arena
import pytest
from conftest import needs_linux
from files import FILES, GRADED

MAX_SECONDS, MAX_MB = 60, 700  # on the wall: whoever waits for ever is seen, and a busy machine is not
SMOKE = (  # one of each kind; the rest is slow
    "n01_not_json", "n09_many_values", "n15_cells_twice", "n17_ansi_in_the_name", "n19_link_to_passwd", "n22_pipe",
    "sparse_10_gb", "n28_ids_outputs_and_attachments",
)  # fmt: skip


@needs_linux
@pytest.mark.parametrize("name", [pytest.param(n, marks=() if n in SMOKE else pytest.mark.slow) for n in FILES])
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
    assert seen["seconds"] < MAX_SECONDS
    assert seen["memory"] < MAX_MB
