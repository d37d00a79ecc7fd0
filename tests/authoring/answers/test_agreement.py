"""A file beside the assignment, written by somebody else, must agree with the solution."""

from __future__ import annotations

import pytest
from support.compiled import underived_key

from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.new import write_new
from grader.authoring.reading.assignment_file import load_assignment

METHOD = """
import numpy as np


def solve(gradient, x0, lr, max_its):
    points = [np.array(x0)]
    while len(points) <= max_its:
        points.append(points[-1] - lr * np.asarray(gradient(points[-1])))
    return points[-1], np.stack(points)
"""


@pytest.fixture
def compiled(tmp_path):
    """Compiles a new assignment with this file as the method of its question."""

    def compile_with(source: str):
        write_new(folder := tmp_path / "hw", "gradient_descent")
        (folder / "methods").mkdir()
        (folder / "methods" / "steps.py").write_text(source)
        text = (folder / "assignment.toml").read_text("utf-8")
        keys = 'points = 10\nmethod = "methods/steps.py"\nmeans = { w = "x0", alpha = "lr" }'
        (folder / "assignment.toml").write_text(text.replace("points = 10", keys), encoding="utf-8")
        return underived_key(load_assignment(folder))

    return compile_with


def test_one_that_disagrees_is_refused_with_the_case_and_both_values(compiled):
    with pytest.raises(BadAssignment) as caught:
        compiled(METHOD.replace("- lr", "- 1.001 * lr"))
    message = str(caught.value)
    assert "question 'descend': case 1: the solution and methods/steps.py do not agree" in message
    assert "(1.120300, -0.690000)   <- first difference" in message


@pytest.mark.slow
def test_one_that_agrees_is_compiled_and_one_without_solve_refused(compiled, tmp_path):
    assert compiled(METHOD).questions[0].cases[0].expected is not None
    (tmp_path / "hw" / "methods" / "steps.py").write_text("def newton(): pass\n", encoding="utf-8")
    with pytest.raises(BadAssignment, match="'methods/steps.py': this file defines no function `solve`"):
        underived_key(load_assignment(tmp_path / "hw"))
