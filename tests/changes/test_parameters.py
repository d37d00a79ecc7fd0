"""Parameters that are left out, not looked at, or not looked at but for their first entry."""

from __future__ import annotations

import pytest

from grader.changes.parameters import other_defaults, parameter_changes
from grader.changes.source_tree import SourceTree

SCALED = """
def scaled(x, steps=(1.0,), rate=0.9, method="plain", twice=False, **options):
    factor = {"plain": 1.0, "half": 0.5}[method] * (2 if twice else 1)
    for step in steps:
        x = x - step * rate * factor
    return x + options.get("shift", 0.01)
"""
VALUES = {
    "x": [1.0, 2.0],
    "steps": [[0.1, 0.2], [0.5]],
    "rate": [0.9, 0.4],
    "method": ["plain"],
    "twice": [False, True],
}
CASE = {"x": 1.0, "steps": [0.1, 0.2], "method": "half", "twice": True}


def results(changes, kind, **arguments):
    """What the changed functions return."""
    returned = []
    for change in changes:
        if change.kind == kind:
            names = {}
            exec(change.source, names)
            returned.append(names["scaled"](**{**CASE, **arguments}))
    return returned


def changes():
    tree = SourceTree(SCALED)
    return list(parameter_changes(tree, tree.functions[0], VALUES))


@pytest.mark.parametrize(
    ("shift", "rate", "value"), [(0.01, 0.99, "0.99"), (0.01, 0.09, "0.09"), (0.1, 0.9, "0.1"), (0.001, 0.9, "0.001")]
)
def test_another_number_holds_where_one_is_left_out(shift, rate, value):
    made = [each for each in other_defaults(SourceTree(SCALED)) if each.value == value]
    assert pytest.approx(1.0 - 0.3 * rate + shift) in results(made, "other_default")


def test_a_parameter_that_is_always_passed_needs_no_other_default():
    made = list(other_defaults(SourceTree(SCALED), passed=["rate"]))
    assert made and all(each.subject.id == "shift" for each in made)


def test_an_option_or_a_truth_value_is_not_looked_at():
    returned = results(changes(), "ignored")
    assert pytest.approx(1.0 - 0.3 * 0.9 * 2 + 0.01) in returned, "always the plain method"
    assert pytest.approx(1.0 - 0.3 * 0.9 * 0.5 + 0.01) in returned, "never twice"


def test_the_first_step_stands_for_all():
    assert results(changes(), "first_for_all") == [pytest.approx(1.0 - 2 * 0.1 * 0.9 + 0.01)]


def values_of(source):
    """What other defaults are made in the source, by name."""
    return {(each.subject.id, each.value) for each in other_defaults(SourceTree(source))}


def test_a_default_that_no_decimal_can_hold_has_no_others():
    assert values_of(f"def f(x, n=1{'0' * 320}): return x") == set()


def test_a_parameter_that_is_passed_by_position_alone_may_have_a_default():
    assert {("a", "2"), ("b", "3")} <= values_of("def f(a=1, /, b=2): return a + b")


@pytest.mark.parametrize(
    "merged",
    ["{'rate': 0.1, **options}", "{'rate': 0.1} | (options or {})", "dict({'rate': 0.1}, **options)",
     "table | options", "{**table, **options}"],
)  # fmt: skip
def test_an_entry_that_one_of_a_parameter_replaces_is_a_default(merged):
    assert ("rate", "0.01") in values_of(f"def f(x, options):\n    table = {{'rate': 0.1}}\n    return {merged}")


@pytest.mark.parametrize("used", ["s['t'] += x", "s.update(t=x)", "s.update({'t': x})", "s = {**s, 't': x}"])
def test_an_entry_that_counts_what_a_function_does_is_no_default(used):
    assert values_of(f"def f(x):\n    s = {{'t': 0}}\n    {used}\n    return s['t']") == set()


@pytest.mark.parametrize(
    ("condition", "turned"), [("size > tol", set()), ("size - tol > 0", {"negated", "opposite"})], ids=["bound", "term"]
)
def test_the_sign_of_a_bound_is_that_of_its_condition(condition, turned):
    """`size > -tol` is true for ever, as the condition the wrong way round is: students make the second of the two."""
    tree = SourceTree(f"def halved(size, tol):\n    while {condition}:\n        size = size / 2\n    return size")
    made = {each.kind for each in parameter_changes(tree, tree.functions[0], {"tol": [1.0, 0.5]})}
    assert made & {"negated", "opposite"} == turned and {"squared", "doubled"} <= made
