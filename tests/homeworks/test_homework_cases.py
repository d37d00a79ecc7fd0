"""Arguments of the homeworks' cases vary: code with a value written in loses points."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.authoring.reading.assignment_file import load_assignment

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
FACTS = {name: load_assignment(ASSIGNMENTS / name) for name in ("first_order", "gradient_descent", "optimizer_zoo")}


@pytest.mark.parametrize("assignment", FACTS)
def test_hidden_cases_vary_the_number_of_steps_that_visible_ones_fix(assignment):
    for question in (q for q in FACTS[assignment].question if "max_its" in q.parameters):
        shown = {case.arguments["max_its"] for case in question.case if not case.hidden}
        hidden = {case.arguments["max_its"] for case in question.case if case.hidden}
        assert hidden - shown, question.name
