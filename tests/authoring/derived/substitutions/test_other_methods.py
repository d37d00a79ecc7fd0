"""A method of the same handout, taken for the one that is asked."""

from __future__ import annotations

from pathlib import Path

from grader.authoring.derived.substitutions.other_methods import function_changes
from grader.authoring.reading.assignment_file import load_assignment
from grader.changes.source_tree import SourceTree

ZOO = Path(__file__).parents[4] / "assignments" / "optimizer_zoo"


def test_an_own_function_is_called_where_the_argument_belongs():
    """As in a homework whose first question is the gradient that the next one gets."""
    questions = load_assignment(ZOO.parent / "gradient_descent").question
    spec = next(question for question in questions if question.name == "gradient_descent")
    tree = SourceTree("def gradient_descent(g, gradient, alpha, max_its, w):\n    return g(w), gradient(w)")
    changes = {(c.subject.id, c.value): c.source for _, c in function_changes(tree, spec, questions)}
    assert "    gradient = gradient_func\n" in changes["gradient", "gradient_func"]
    assert {value for _, value in changes} == {"cost_func", "gradient_func"}  # those with one argument
