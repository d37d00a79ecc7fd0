"""The proof as an instructor sees it: the table, the page for a colleague, and the same as data."""

from __future__ import annotations

import json
from dataclasses import replace

from support.seen_html import text

from grader.authoring.proving.proof import ExampleMessage, Finding, Rehearsal, to_text
from grader.authoring.proving.proof_page import to_html

FOUND = Rehearsal(
    "small",
    (Finding("honest work", True, "3 of 3"), Finding("mistakes", False, "1 of 2", ("a.b keeps <every> point",) * 50)),
    ("a: no root or no brackets",),
    ("q.1 is judged up to step 4 of 20: there its run lands on a kink",),
)


def test_the_table_says_all_and_how_much_more_there_is():
    lines = to_text(FOUND).splitlines()
    assert lines[0] == "Rehearsal of small"
    assert "ok    honest work  3 of 3" in lines and "FAIL  mistakes     1 of 2" in lines
    assert (
        lines.count("        a.b keeps <every> point") == 40
        and "        ... and 10 more, all of them on the page of `--html`" in lines
    )
    assert "        a: no root or no brackets" in lines
    assert lines[-4:] == ["Good to know:", f"        {FOUND.notes[0]}", "", "Not ready: fix each claim that fails."]
    known = replace(FOUND, findings=(replace(FOUND.findings[1], ok=True),), groups=("a or b",) * 9)
    lines = to_text(known).splitlines()
    assert lines.count("        a.b keeps <every> point") == lines.count("        a or b") == 8


def test_what_could_not_be_tried_is_said_and_is_not_called_ready():
    """Nothing proven is no proof; what was tried came out well all the same."""
    idle = Rehearsal("small", FOUND.findings[:1], unproven=("newton: no known mistakes",))
    for said in (to_text(idle), to_html(idle), idle.to_json()):
        assert "newton: no known mistakes" in said and "not everything was tried: see Not proven." in said
        assert "Ready for students" not in said
    assert json.loads(idle.to_json())["passed"] is True


def test_what_passed_is_ready_and_says_nothing_idle():
    passed = Rehearsal("small", FOUND.findings[:1])
    assert to_text(passed).endswith("Ready for students.") and "Good to know" not in to_text(passed) + to_html(passed)
    assert json.loads(passed.to_json())["passed"] is True and json.loads(FOUND.to_json())["passed"] is False


def test_the_page_says_on_what_when_with_what_and_what_students_read():
    """A colleague asks: how many cases, which version, and what does my student get to read?"""
    example = ExampleMessage(
        "Adam", "no bias correction", "Your first step is wrong:\n    k  <yours>\nLikely cause: `m`."
    )
    made = to_html(replace(FOUND, title="Small", scope={"hidden cases": 4}, examples=(example,), made_on="2026-11-27",
                           made_with={"jax": "0.6.1"}))  # fmt: skip
    seen = text(made)
    assert "Proof of Small" in seen and "Made 2026-11-27 with jax 0.6.1." in seen and "hidden cases 4" in seen
    assert "Adam: no bias correction Your first step is wrong: k <yours> Likely cause: m ." in seen
    assert "<script" not in made and "HOLDS" in seen and "FAILS" in seen
