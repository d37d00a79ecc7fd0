"""How the pieces of a formula are put together, against the wrong formula written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from grader.changes.source_tree import Change, SourceTree
from grader.changes.terms import count_changes, penalty_changes, term_changes

W, G, LAM = np.array([1.5, -0.4, 2.0]), np.array([0.3, 0.7, -1.1]), 0.25


def results(source: str, changes: list[Change], *arguments: object) -> dict[str, list[object]]:
    """By kind, what the changed functions return."""
    values: dict[str, list[object]] = {}
    for change in changes:
        namespace: dict[str, object] = {"np": np}
        exec(change.source, namespace)
        values.setdefault(change.kind, []).append(namespace["f"](*arguments))  # type: ignore[operator]
    assert changes, source
    return values


def is_among(value: object, values: list[object]) -> bool:
    return any(np.allclose(value, other) for other in values)  # type: ignore[arg-type]


FORMULAS = [
    ("np.sign(w - lam * g)", "one_term", np.sign(W) - LAM * G),
    ("np.sign(w - lam * g)", "one_term", W - LAM * np.sign(G)),
    ("np.tanh(lam * w)", "outside", LAM * np.tanh(W)),
    ("np.maximum(lam * w, g)", "outside", LAM * np.maximum(W, G)),
    ("np.maximum(0, 1 - lam * w)", "outside", LAM * np.maximum(0, 1 - W)),
    ("np.maximum(0, 1 - w * lam)", "outside", LAM * np.maximum(0, 1 - W)),
    ("g + np.tanh(w)", "inside", np.tanh(G + W)),
    ("g + lam * w", "half_term", G + LAM * W / 2),
    ("g + lam * w", "double_term", 2 * G + LAM * W),
    ("g + lam * w", "without_first", G + LAM * W * [0, 1, 1]),
    ("g + lam * np.sign(w)", "without_first", G + LAM * np.sign(W) * [0, 1, 1]),
    ("lam * w @ w", "without_first", LAM * (W[1:] @ W[1:])),
    ("np.mean(np.maximum(0, w))", "other_order", np.maximum(0, W.mean())),
    ("np.sum(w ** 2)", "other_order", W.sum() ** 2),
    ("np.maximum(np.abs(w) - lam, 0)", "kept_above", np.where(np.abs(W) > LAM, np.abs(W), 0)),
    ("np.sqrt(np.abs(w) / lam)", "divisor_outside", np.sqrt(np.abs(W)) / LAM),
]


@pytest.mark.parametrize(("formula", "kind", "wrong"), FORMULAS)
def test_a_formula_is_put_together_in_another_way(formula, kind, wrong):
    source = f"def f(w, g, lam):\n    return {formula}"
    assert is_among(wrong, results(source, list(term_changes(SourceTree(source))), W, G, LAM)[kind])


def test_a_penalty_is_part_of_a_number_that_has_none():
    source = "def f(w, g, lam):\n    return (w, w @ g)"
    changes = list(penalty_changes(SourceTree(source), ["lam"], ["g"]))
    losses = [value[1] for value in results(source, changes, W, G, LAM)["penalty_too"]]
    assert is_among(W @ G + LAM * W @ W, losses)
    assert is_among(W @ G + LAM / 2 * W @ W, losses)


def test_a_penalty_is_divided_like_the_mean_beside_it():
    source = "def f(w, g, lam):\n    return np.mean(g) + lam * np.sum(w)"
    changes = list(count_changes(SourceTree(source), {"len(g)": "the number of entries of `g`"}))
    assert is_among(G.mean() + LAM * W.sum() / 3, results(source, changes, W, G, LAM)["divided_by_count"])


def test_what_is_added_under_each_root_stands_outside_of_each():
    """As eps in Adadelta, with both roots written out by a student."""
    source = "def f(u, v, eps):\n    return np.sqrt(v + eps) / np.sqrt(u + eps)"
    (change,) = [each for each in term_changes(SourceTree(source)) if each.kind == "each_on_one_term"]
    assert change.source.endswith("return (np.sqrt(v) + eps) / (np.sqrt(u) + eps)")
