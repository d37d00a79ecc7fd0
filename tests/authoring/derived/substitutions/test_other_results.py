"""Results of another formula, against that formula written out by hand."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from grader.authoring.derived.substitutions.other_results import result_changes
from grader.changes.source_tree import SourceTree

COST = """
def cost(X, y, w, b):
    e = X @ w + b - y
    return e @ e / 2, X.T @ e
"""
X, Y, W, B = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.3]]), np.array([0.0, 1.0, 1.0]), np.array([0.2, -0.4]), 0.7
SHAPES = {"X": [(3, 2)], "y": [(3,)], "w": [(2,)]}
H = np.maximum(0, 1 - Y * (X @ W + B))
P = 1 / (1 + np.exp(-X @ W - B))


@cache
def values(source: str, scalar: str, number: float) -> dict[str, list]:
    """By the words of a change, what the changed functions return of the data and this number."""
    by_words: dict[str, list] = {}
    for change in result_changes(SourceTree(source.strip()), SHAPES, [scalar]):
        names: dict = {}
        exec(change.source, names)
        by_words.setdefault(change.value, []).append(names["cost"](X, Y, W, number))
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
    made = values(COST, "b", B)[words]
    assert any(np.isclose(a, loss) and np.allclose(b, gradient) for a, b in made)


def test_words_say_which_argument_another_loss_does_without():
    """Else the right loss of a model without its constant would be called by the right loss alone."""
    made = values(COST, "b", B)
    e = X @ W - Y
    assert any(np.isclose(loss, np.mean(abs(e))) for loss, _ in made["the mean absolute error, without `b`"])


RIDGE = """
def cost(X, y, w, lam):
    e = X @ w - y
    return (e @ e + lam * w @ w) / 2, X.T @ e + lam * w
"""


def test_a_parameter_that_only_multiplies_is_a_penalty_and_no_constant():
    """Who takes the mean of a ridge loss keeps its penalty; nobody adds a regularization to the scores."""
    made = values(RIDGE, "lam", 0.3)
    e = X @ W - Y
    (loss, gradient), *parts = made["half the mean squared error, and `lam` times half the squared norm of `w`"]
    assert np.isclose(loss, (e @ e / 3 + 0.3 * W @ W) / 2) and np.allclose(gradient, X.T @ e / 3 + 0.3 * W)
    assert len(parts) == 2, "of the loss alone, and of the gradient alone"
    (loss, gradient), *_ = made["the sum of squared errors, and `lam` times the squared norm of `w`"]
    assert np.isclose(loss, e @ e + 0.3 * W @ W) and np.allclose(gradient, 2 * X.T @ e + 0.6 * W)
    assert all(words.endswith(("without `lam`", "of `w`")) for words in made)


@pytest.mark.parametrize(("which", "kept"), [("first", [0.0, 1.0]), ("last", [1.0, 0.0])])
def test_a_penalty_may_leave_out_the_weight_of_a_column_of_ones(which, kept):
    """In the loss and in its gradient, or in one of them."""
    made = values(RIDGE, "lam", 0.3)
    e, V = X @ W - Y, W * kept
    loss, gradient = (e @ e + 0.3 * V @ V) / 2, X.T @ e + 0.3 * V
    right = (e @ e + 0.3 * W @ W) / 2, X.T @ e + 0.3 * W
    both = made[f"one whose penalty leaves out the {which} entry of `w`"]
    for wanted in ((loss, gradient), (loss, right[1]), (right[0], gradient)):
        assert any(np.isclose(a, wanted[0]) and np.allclose(b, wanted[1]) for a, b in both)


def test_arguments_that_are_no_data_labels_and_weights_have_no_loss():
    square = {name: [shape[:1] * len(shape) for shape in shapes] for name, shapes in SHAPES.items()}
    for shapes in ({**SHAPES, "y": [(4,)]}, {**square, "w": [(3,)]}, {"X": [(3, 2)], "y": [(3,)]}):
        assert not [c for c in result_changes(SourceTree(COST.strip()), shapes, []) if c.kind == "other_loss"]


LEAST_SQUARES = """
def cost(X, y, w, b):
    v = b * w
    for _ in range(3):
        v = v - 0.1 * X.T @ (X @ v - y)
    return v, np.sum((X @ v - y) ** 2)
"""


def test_a_number_beside_weights_that_the_function_finds_may_be_another_loss_of_them():
    """Of 34 unnamed wrong numbers of a real course six were a root or a mean of squared errors in a loss's place."""
    by_words = {}
    for change in result_changes(SourceTree(LEAST_SQUARES.strip()), {"X": [(3, 2)], "y": [(3,)]}, []):
        names: dict = {"np": np}
        exec(change.source, names)
        by_words[change.value] = names["cost"](X, Y, W, B)
    weights, loss = by_words["the root of the mean squared error"]
    assert np.isclose(loss, np.sqrt(np.mean((X @ weights - Y) ** 2)))
    scores = X @ weights
    _, logistic = by_words["the logistic loss, for labels 0 and 1"]
    assert np.isclose(logistic, np.mean(np.log(1 + np.exp(scores)) - Y * scores))
