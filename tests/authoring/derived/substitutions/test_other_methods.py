"""A method of the same handout, taken for the one that is asked."""

from __future__ import annotations

from pathlib import Path

from grader.authoring.derived.substitutions.other_methods import function_changes, part_changes
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


OTHERS = {
    "descend": "def descend(y, tx, w):\n    for _ in range(3):\n        w = w - 1\n    error = y - tx @ w\n"
    "    loss = np.mean(error ** 2)\n    return w, loss",
    "fit": "def fit(y, tx):\n    w = tx @ y\n    loss = np.mean((y - tx @ w) ** 2)\n    return w, loss",
    "ridge": "def ridge(y, tx):\n    w, penalty = tx, 1\n    loss = penalty\n    return w, loss",
}


def test_a_part_is_computed_as_another_question_computes_it():
    """The squared error is returned in place of the logistic loss, or the loss of another question's weights.

    What needs a variable that this function has not got is no formula for it.
    """
    tree = SourceTree("def logistic(y, tx, w):\n    w = w - tx @ y\n    loss = np.log(y)\n    return w, loss")
    others = {name: SourceTree(source) for name, source in OTHERS.items()}
    changes = {(c.value, c.source.splitlines()[-1].strip()) for c in part_changes(tree, ("w", "loss"), others)}
    assert ("descend", "return (w, np.mean((y - tx @ w) ** 2))") in changes
    assert ("fit", "return (w, np.mean((y - tx @ w) ** 2))") in changes
    assert ("fit", "return (w, np.mean((y - tx @ (tx @ y)) ** 2))") in changes
    assert not any("penalty" in source for _, source in changes)
