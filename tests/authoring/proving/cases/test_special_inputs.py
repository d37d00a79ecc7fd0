"""Inputs that are special in all cases are said to be."""

from __future__ import annotations

from support.tables import read_written

from grader.authoring.proving.cases.special_inputs import special_inputs
from grader.authoring.reading.assignment_file import load_assignment

TOML = read_written(__file__, "special_inputs.toml")


def test_what_is_special_in_every_case_is_said(tmp_path):
    (tmp_path / "assignment.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "special.py").write_text("def step(C, y, w, k):\n    return w\n", encoding="utf-8")
    lines = [line.partition(":")[0] for line in special_inputs(load_assignment(tmp_path))]
    assert lines == [
        "in every case C of step is a symmetric matrix",
        "in every case C of step has no negative entry",
        "in every case y of step has equal entries",
        "step",
    ]


def test_arrays_that_are_short_in_every_case_are_said_to_be(tmp_path):
    """A mean of two numbers is half of their sum: who forgets to divide by n divides by 2."""
    (tmp_path / "assignment.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "special.py").write_text("def step(C, y, w, k):\n    return w\n", encoding="utf-8")
    *_, line = special_inputs(load_assignment(tmp_path))
    assert line.startswith("step: `C` and `y` and `w` have no more than two rows, columns or entries in any case")
    longer = TOML.replace("[1.0, 3.0]]", "[1.0, 3.0], [2.0, 0.5]]").replace("y = [1, 1]", "y = [1, 1, 1]", 1)
    (tmp_path / "assignment.toml").write_text(longer, encoding="utf-8")
    *_, line = special_inputs(load_assignment(tmp_path))
    assert line.startswith("step: `C` and `w` have no more than two")  # two columns
