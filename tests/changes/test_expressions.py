"""A formula with one slip in it, against the wrong formula written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from grader.changes.expressions import expression_changes, twins
from grader.changes.source_tree import SourceTree

W, G, LAM = np.array([1.5, -0.4, 2.0]), np.array([0.3, 0.7, -1.1]), 0.25


@pytest.mark.parametrize(
    ("formula", "kind", "wrong"),
    [
        ("lam * w - g", "whole_sum", LAM * (W - G)),
        ("1 - w", "one", -W),
        ("w / lam", "whole_division", W // LAM),
        ("2 ** w", "base", np.e**W),
        ("w // lam", "true_division", W / LAM),
        ("w / (abs(g) + lam)", "inside", W / (G**2 + LAM) ** 0.5),
        ("(w - g - lam) / 3", "divides_one", W - G / 3 - LAM),
        ("(w - g - lam) / 3", "divides_one", W / 3 - G - LAM),
        ("np.mean(w) / 2", "multiplied", 3 * W.sum() / 2),
        ("lam.real * w + g", "as_average", LAM * W + (1 - LAM) * G),
    ],
)
def test_a_formula_has_one_slip(formula, kind, wrong):
    changes = expression_changes(SourceTree(f"def f(w, g, lam):\n    return {formula}"))
    values = [
        eval(c.source.partition("return")[2], {"w": W, "g": G, "lam": LAM, "np": np}) for c in changes if c.kind == kind
    ]
    assert any(np.allclose(wrong, value) for value in values)


def test_the_same_slip_is_made_in_both_corrections():
    source = "def f(a, b, k):\n    return (1 - a ** k) / (1 - b ** k)"
    both = [each.source for each in twins(list(expression_changes(SourceTree(source)))) if each.kind == "power"]
    assert both == ["def f(a, b, k):\n    return (1 - a) / (1 - b)"]


def test_a_number_that_is_wrong_is_called_by_its_role():
    source = "def f(w, n):\n    s = 3.0\n    return 5 * w ** 4 / 7 + w[0] * (n > 9)"
    roles = {c.line: set() for c in expression_changes(SourceTree(source))}
    for change in expression_changes(SourceTree(source)):
        if change.kind == "constant":
            roles[change.line].add(change.value)
    assert roles[2] == {"the start of a value"}
    assert roles[3] == {"a factor", "an exponent", "a divisor", "an index", "the bound of a comparison"}
