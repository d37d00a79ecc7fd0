"""One row of a table does to a line of code what its notation says, and nothing to code that it does not fit."""

from __future__ import annotations

import ast

import pytest

from grader.changes.rules import Rule, RuleTable
from grader.changes.source_tree import parsed


def made(code: str, *rules: str) -> list[str]:
    table = RuleTable(Rule("kind", rule) for rule in rules)
    return [ast.unparse(each.new) for each in table.replacements(parsed(code))]


@pytest.mark.parametrize(
    ("rule", "code", "new"),
    [
        ("A + B -> B - A", "x * y + f(z)", "f(z) - x * y"),
        ("A - A -> 0", "x[1] - x[1]", "0"),
        ("A ± B -> A ∓ B", "x - y", "x + y"),
        ("A ÷ (B ± C) -> A / B ± C", "x // (y - z)", "x / y - z"),
        ("1 - A -> A", "1.0 - x", "x"),
        ("mean(*R, **Q) -> sum(*R, **Q)", "jnp.mean(x, axis=0)", "jnp.sum(x, axis=0)"),
        ("norm(A) -> np.sum(np.abs(A))", "norm(x)", "__import__('numpy').sum(__import__('numpy').abs(x))"),
        ("f(A) - f(B) -> f(A - B)", "np.exp(x) - np.exp(y)", "np.exp(x - y)"),
        ("g(*R, A) -> g(A, *R)", "h(x, y, z)", "h(z, x, y)"),
        ("abs(A) -> A", "np.absolute(x)", "x"),
        ("A.g(**Q) -> A", "x.ravel()", "x"),
        ("A * (S := B + C) -> S", "x * (y + z)", "y + z"),
        ("A < B -> A > B", "x < y < z", "x > y < z"),
        ("A.T -> A", "x.T", "x"),
        ("(S := norm(*R)) -> S ** 2", "norm(x)", "norm(x) ** 2"),
        ("mean(A) -> A[-1] / len(A)", "np.mean(x + y)", "(x + y)[-1] / len(x + y)"),
        ("std(*R, **Q) -> std(*R, **Q, ddof=1)", "np.std(x, axis=0)", "np.std(x, axis=0, ddof=1)"),
    ],
)
def test_a_rule_makes_what_its_row_says(rule, code, new):
    assert made(code, rule) == [new]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("A - A -> 0", "x - y"),
        ("A + B -> A", "x - y"),
        ("f(A) - f(B) -> f(A - B)", "sin(x) - cos(y)"),
        ("f(A) -> A", "h(x, axis=0)"),
        ("f(A) -> A", "h(x, y)"),
        ("f(A) -> A", "h(*x)"),
        ("g(A, **Q) -> A", "np.array(x)"),
        ("A.g() -> A", "x.copy()"),
        ("A.g() -> A", "h()"),
        ("g(A, *R, B) -> A", "h(x)"),
        ("A.T -> A", "x.real"),
        ("1 - A -> A", "True - x"),
        ("A ** K -> A", "x ** 2"),
        ("N ** A -> A", "x ** y"),
        ("O / A -> A", "1.0 / x"),
        ("exp(U) -> exp(-U)", "exp(-x)"),
        ("V * A -> A", "x[0] * y"),
        ("L * A -> A", "x * y"),
        ("X * A -> A", "2 * y"),
    ],
)
def test_a_rule_leaves_alone_what_does_not_fit(rule, code):
    assert made(code, rule) == []


def test_the_first_row_without_a_replacement_ends_the_table():
    rules = ("A + B -> A", "L + A", "A + B -> B")
    assert made("x + y", *rules) == ["x", "y"]
    assert made("[x] + y", *rules) == ["[x]"]


def test_the_subject_is_the_very_node_of_the_code():
    """The words for a change say where it was made: in which part of what is returned."""
    node = parsed("x * (y + z)")
    table = RuleTable([Rule("", "A * (S := B + C) -> A", "S"), Rule("", "A * B -> A", "."), Rule("", "A * B -> A")])
    assert [each.subject for each in table.replacements(node)] == [node.right, node, None]


def test_a_condition_of_a_rule_is_asked_of_what_fits():
    rule = Rule("", "A + B -> A", where=lambda bound: isinstance(bound["B"], ast.Call))
    assert [list(RuleTable([rule]).replacements(parsed(code))) != [] for code in ("x + f(y)", "x + y")] == [True, False]
