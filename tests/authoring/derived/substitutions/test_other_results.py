"""Results of another formula, against that formula written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from grader.authoring.derived.substitutions.other_results import result_changes
from grader.changes.source_tree import SourceTree

COST = """
def cost(X, y, w, b):
    e = X @ w + b - y
    return e @ e / 2, X.T @ e
"""
STEP = """
def step(w, g, v, rate):
    v = 0.9 * v + g
    return w - rate * v, v
"""
X, Y, W, B = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.3]]), np.array([0.0, 1.0, 1.0]), np.array([0.2, -0.4]), 0.7
SHAPES = {"X": [(3, 2)], "y": [(3,)], "w": [(2,)]}
H = np.maximum(0, 1 - Y * (X @ W + B))
P = 1 / (1 + np.exp(-X @ W - B))


def values(source: str, name: str, changes, *arguments) -> dict[str, list]:
    """By the words of a change, what the changed functions return."""
    by_words: dict[str, list] = {}
    for change in changes:
        names: dict = {}
        exec(change.source, names)
        by_words.setdefault(change.value, []).append(names[name](*arguments))
    return by_words


@pytest.mark.parametrize(
    ("words", "loss", "gradient"),
    [
        ("the mean absolute error", np.mean(abs(X @ W + B - Y)), X.T @ np.sign(X @ W + B - Y) / 3),
        ("the logistic loss, for labels 0 and 1", -np.mean(np.log(np.where(Y, P, 1 - P))), X.T @ (P - Y) / 3),
        ("the logistic loss, of the rows with label 1 alone", -np.mean(Y * np.log(P)), X.T @ (Y * (P - 1)) / 3),
        ("the logistic loss, of the rows with label 0 alone", -np.mean((1 - Y) * np.log(1 - P)), X.T @ (P - Y * P) / 3),
        ("the squared hinge loss", np.mean(H**2), -2 * X.T @ (Y * H) / 3),
    ],
)
def test_a_linear_model_has_another_loss(words, loss, gradient):
    made = values(COST, "cost", result_changes(SourceTree(COST.strip()), SHAPES, ["b"]), X, Y, W, B)[words]
    assert any(np.isclose(a, loss) and np.allclose(b, gradient) for a, b in made)


def test_words_say_which_argument_another_loss_does_without():
    """Else the right loss of a model without its constant would be called by the right loss alone."""
    made = values(COST, "cost", result_changes(SourceTree(COST.strip()), SHAPES, ["b"]), X, Y, W, B)
    e = X @ W - Y
    assert any(np.isclose(loss, np.mean(abs(e))) for loss, _ in made["the mean absolute error, without `b`"])


def test_arguments_that_are_no_data_labels_and_weights_have_no_loss():
    square = {name: [shape[:1] * len(shape) for shape in shapes] for name, shapes in SHAPES.items()}
    for shapes in ({**SHAPES, "y": [(4,)]}, {**square, "w": [(3,)]}, {"X": [(3, 2)], "y": [(3,)]}):
        assert not [c for c in result_changes(SourceTree(COST.strip()), shapes, []) if c.kind == "other_loss"]


def test_the_method_is_a_plain_step_along_an_argument_of_the_same_form():
    changes = result_changes(SourceTree(STEP.strip()), {"w": [(2,)], "g": [(2,)]}, ["rate"])
    made = values(STEP, "step", changes, W, np.array([1.0, 2.0]), np.array([3.0, 3.0]), 0.1)
    assert any(np.allclose(point, W - 0.1 * np.array([1.0, 2.0])) for point, _ in made["`g`"])
