"""Another formula of the lecture, against that formula written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from grader.authoring.derived.substitutions.other_formulas import FREELY, formula_changes
from grader.changes.rules import fits
from grader.changes.source_tree import SourceTree, parsed
from reference.mistakes.formulas import RULES

X, RATE = np.array([3.0, -0.5, 0.1]), 0.4
NORM = np.linalg.norm(X)
CUT = np.clip(20 * X, -30, 30)


def changed(definition: str, words: str):
    """The function that the change of these words makes."""
    for change in formula_changes(SourceTree(definition)):
        if words in change.value:
            names = {"np": np}
            exec(change.source, names)
            return names["f"]
    raise AssertionError(f"no change says: {words}")


@pytest.mark.parametrize(
    ("code", "words", "wrong"),
    [
        ("x / max(1, np.linalg.norm(x) / a)", "cut to an interval", np.clip(X, -RATE, RATE)),
        ("x * np.minimum(1, a / np.linalg.norm(x))", "is lengthened", RATE * X / NORM),
        ("np.sign(x) * np.maximum(np.abs(x) - a, 0)", "kept as they are", np.where(abs(X) > RATE, X, 0)),
        ("np.maximum(0, np.abs(x) - a) * np.sign(x)", "past 0", X - RATE * np.sign(X)),
        ("x / np.linalg.norm(x)", "the signs of a vector", np.sign(X)),
        ("np.sign(x)", "divided by its norm", X / NORM),
        ("5 * a ** x.size", "straight line", 0.0),
        ("x.size // 2", "remainder", 1),
        ("1 + np.cos(np.pi * a / 2)", "not along a cosine", 2 * (1 - RATE / 2)),
        ("np.sum(a * x ** 2)", "a sum is squared", np.sum(RATE * X) ** 2),
        ("x - a * x ** 2", "signs of its direction", X - RATE * np.sign(X**2)),
        ("x - a * x ** 2", "between -1 and 1", X - RATE * np.clip(X**2, -1, 1)),
        ("np.mean(x**2)", "variance", np.var(X)),
        ("np.logaddexp(0, 20 * x) - a * (20 * x)", "-30 and 30", np.logaddexp(0, CUT) - RATE * CUT),
        (
            "np.log1p(np.exp(-a * (9 * x)))",
            "at 1e-5",
            np.logaddexp(0, -RATE * np.clip(9 * X, np.log(1e-5), 11.5129255)),
        ),
        ("(x @ x) / (2 * len(x))", "variance", np.var(X) / 2),
        ("x @ (np.outer(x, x) + a) @ x", "each pair", X @ np.triu(np.outer(X, X) + RATE) @ X),
    ],
)
def test_another_formula_stands_where_the_solution_has_its_own(code, words, wrong):
    assert changed(f"def f(x, a):\n    return {code}", words)(X, RATE) == pytest.approx(wrong)


@pytest.mark.parametrize(
    ("code", "words", "right", "wrong"),
    [("np.sum(x)", "above the diagonal", np.eye(2), np.ones(2)), ("x @ a", "a vector", np.ones(2), np.eye(2))],
)
def test_words_about_vectors_or_matrices_stand_for_no_other_arrays(code, words, right, wrong):
    """A change that raises has no value, and is then no mistake."""
    other = changed(f"def f(x, a):\n    return {code}", words)
    assert other(right, 3 * right) == 2.0
    with pytest.raises(ArithmeticError):
        other(wrong, 3 * wrong)


def test_the_update_of_the_hessian_stands_where_that_of_its_inverse_belongs():
    """The one that maps s to y, where the other maps y to s."""
    code = """
def f(H, s, y):
    rho = 1 / (y @ s)
    V = np.eye(len(s)) - rho * np.outer(s, y)
    return V @ H @ V.T + rho * np.outer(s, s)"""
    H, s, y = np.array([[2.0, 0.3], [0.3, 1.0]]), np.array([0.4, -0.1]), np.array([0.5, 0.2])
    assert np.allclose(changed(code, "approximates the inverse")(H, s, y) @ s, y)


def test_one_rule_changes_two_lines_that_belong_together():
    """The velocity is an average, and then the rate multiplies the step: neither line alone is the other method."""
    step = "def f(w, g, v, b, a):\n    v = b * v + a * g\n    return w - v, v"
    point, velocity = changed(step, "weights b and 1 - b")(X, 2 * X, X / 2, 0.9, 0.1)
    average = 0.9 * X / 2 + 0.1 * 2 * X
    assert velocity == pytest.approx(average) and point == pytest.approx(X - 0.1 * average)


def test_an_average_is_of_a_variable_that_gets_a_new_value():
    """A cross-entropy y log p + (1 - y) log q is no average that goes on, though it is written like one."""
    kept = "def f(y, p, q):\n    p = y * p + (1 - y) * q\n    return p"
    loss = "def f(y, p, q):\n    return y * p + (1 - y) * q"
    assert any("AMSGrad" in change.value for change in formula_changes(SourceTree(kept)))
    assert not list(formula_changes(SourceTree(loss)))


def test_a_slip_is_made_in_one_line_or_in_all_that_are_alike():
    two = "def f(x, a):\n    return np.mean(x), np.mean(a * x)"
    piled = ((X[0] / 3 + X[1]) / 3 + X[2]) / 3
    made = []
    for change in formula_changes(SourceTree(two)):
        if "again and again" in change.value:
            names = {"np": np}
            exec(change.source, names)
            made.append(names["f"](X, RATE))
    assert any(result == pytest.approx((piled, RATE * piled)) for result in made)
    assert any(result == pytest.approx((piled, np.mean(RATE * X))) for result in made)


def test_what_a_caller_may_see_changed_is_no_plain_update():
    """A function that returns nothing changes its arguments; so may a loop over arrays."""
    nothing = "def f(w, a):\n    w -= a * w"
    entries = "def f(ws, a):\n    for w in ws:\n        w -= a * w\n    return ws"
    for source in (nothing, entries):
        assert SourceTree(source, plain_updates=True).source == SourceTree(source).source


def test_a_step_that_an_update_writes_is_one_too():
    loop = "def f(w, a):\n    for _ in range(3):\n        w -= a * w ** 2\n    return w"
    assert not [c for c in formula_changes(SourceTree(loop)) if "signs of its direction" in c.value]
    plain = SourceTree(loop, plain_updates=True)
    assert any("signs of its direction" in change.value for change in formula_changes(plain))


@pytest.mark.parametrize(
    ("pattern", "code", "is_fit"),
    [
        ("A + B * A", "x[0] + x[0] * y", True), ("A + B * A", "y * x[0] + x[0]", True),
        ("A + B * A", "x[0] + x[1] * y", False), ("max(A, 0)", "np.maximum(0, x - 1)", True),
        ("np.sum(A ** 2)", "(x ** 2).sum()", True), ("np.sum(A ** 2)", "np.sum(x ** 2, axis=0)", False),
        ("A ** K", "x ** k", True), ("A ** K", "x ** 2", False), ("A - B", "x + y", False),
    ],
)  # fmt: skip
def test_a_letter_is_any_code_and_the_same_wherever_it_stands(pattern, code, is_fit):
    assert any(True for _ in fits(parsed(pattern), parsed(code), {}, FREELY)) is is_fit


def test_every_rule_has_as_many_codes_as_patterns():
    for patterns, others in RULES.items():
        assert all(len(patterns) == (1 if isinstance(code, str) else len(code)) for code in others.values())
