"""Wrong work with arrays, against what it returns written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from grader.changes.arrays import array_changes, shape_changes
from grader.changes.source_tree import SourceTree

A, X, I = np.arange(9.0).reshape(3, 3), np.array([1.5, -0.4, 2.0]), np.array([2, 0])


@pytest.mark.parametrize(
    ("formula", "kind", "wrong"),
    [
        ("np.linalg.norm(x)", "largest_for_length", 2.0),
        ("np.sum(x)", "last_alone", 2.0),
        ("np.mean(x)", "last_alone", 2.0 / 3),
        ("x[i]", "first_entries", X[:2]),
        ("np.sum(x[i]) * 1.0", "batch_by_all", X[I].sum() * 2 / 3),
        ("A @ x", "piled_up", np.cumsum(A @ X)),
        ("[A[k] @ x for k in range(3)]", "until_entry", [A[k, : k + 1] @ X[: k + 1] for k in range(3)]),
        ("np.hstack([x, i])", "blocks", np.hstack([I, X])),
        ("np.mean(x)", "entry_left_out", X[1:].mean()),
        ("A[:, 0] + x[0]", "other_end", A[:, -1] + X[-1]),
        ("x[-1] + A.shape[0]", "other_end", X[0] + 3),
        ("np.sum(x[i]) * np.max(x[i])", "all_of_one", X.sum() * X[I].max()),
        ("x @ x", "squared_sum", X.sum() ** 2),
        ("np.mean(x ** 2) / 2", "root_of_mean", np.sqrt(np.mean(X**2))),
        ("np.mean(x ** 2)", "root_of_mean", np.sqrt(np.mean(X**2))),
    ],
)
def test_arrays_are_used_in_another_way(formula, kind, wrong):
    source = f"def f(A, x, i):\n    return {formula}"
    names = {"np": np, "A": A, "x": X, "i": I}
    values = [
        eval(change.source.partition("return")[2], names)
        for change in array_changes(SourceTree(source))
        if change.kind == kind
    ]
    assert any(np.allclose(wrong, value) for value in values)


DESCENT = """
def descend(X, y, w):
    for _ in range(3):
        w = w - 0.1 * X.T @ (X @ w - y) / len(y)
    return w"""
BATCHES = """
def descend(X, y, w):
    for batch in [[0, 1], [2]]:
        w = w - 0.1 * X[batch].T @ (X[batch] @ w - y[batch]) / len(batch)
    return w"""


@pytest.mark.parametrize(("source", "passes"), [(DESCENT, 3), (BATCHES, 1)])
def test_a_step_is_taken_for_each_row(source, passes):
    shapes = {"X": [(3, 3)], "y": [(3,)], "w": [(3,)]}
    y, w = np.array([0.3, -1.0, 2.0]), X
    results = []
    for change in shape_changes(SourceTree(source), shapes):
        if change.kind == "row_by_row":
            names = {}
            exec(change.source, names)
            results.append(names["descend"](A, y, X))
    for row, label in [*zip(A, y, strict=True)] * passes:
        w = w - 0.1 * row * (row @ w - label)
    assert any(np.allclose(w, each) for each in results)


def test_a_column_of_a_factor_in_place_of_a_row():
    source = "def f(A):\n    U, s, V = np.linalg.svd(A)\n    return U[:, 0] + V[0]"
    changes = [each.source for each in shape_changes(SourceTree(source), {"A": [(3, 3)]}) if each.kind == "other_axis"]
    assert [each.rpartition("return ")[2] for each in changes] == ["U[0] + V[0]", "U[:, 0] + V[:, 0]"]
