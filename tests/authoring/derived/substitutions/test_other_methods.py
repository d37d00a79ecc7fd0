"""A method of the same handout, taken for the one that is asked."""

from __future__ import annotations

from pathlib import Path

from grader.authoring.derived.substitutions.other_methods import MOST, function_changes, method_changes
from grader.authoring.reading.assignment_file import load_assignment
from grader.changes.source_tree import SourceTree

ZOO = Path(__file__).parents[4] / "assignments" / "optimizer_zoo"


def test_arguments_are_passed_by_name_and_decimals_in_the_place_of_what_is_missing():
    questions = {question.name: question for question in load_assignment(ZOO).question}
    values = {"alpha": [0.1, 0.2], "beta1": [0.9, 0.8], "beta2": [0.99, 0.9], "eps": [1e-7, 1e-3], "max_its": [5, 7]}
    changes = list(method_changes(questions["nadam"], questions["rmsprop"], values))
    calls = [change.source.splitlines()[1].strip() for change in changes]
    assert [change.value for change in changes] == [questions["rmsprop"].title] * len(changes)
    assert "return rmsprop(g=g, alpha=alpha, eps=eps, max_its=max_its, w=w, rho=beta1)" in calls
    assert "return rmsprop(g=g, alpha=alpha, eps=eps, max_its=max_its, w=w, rho=beta2)" in calls
    assert 0 < len(calls) <= MOST


def test_an_own_function_is_called_where_the_argument_belongs():
    """As in a homework whose first question is the gradient that the next one gets."""
    questions = load_assignment(ZOO.parent / "gradient_descent").question
    spec = next(question for question in questions if question.name == "gradient_descent")
    tree = SourceTree("def gradient_descent(g, gradient, alpha, max_its, w):\n    return g(w), gradient(w)")
    changes = {(c.subject.id, c.value): c.source for _, c in function_changes(tree, spec, questions)}
    assert "    gradient = gradient_func\n" in changes["gradient", "gradient_func"]
    assert {value for _, value in changes} == {"cost_func", "gradient_func"}  # those with one argument
