"""Parameters that are not looked at, or not looked at but for their first entry."""

from __future__ import annotations

import pytest

from grader.changes.parameters import parameter_changes
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


def test_an_option_or_a_truth_value_is_not_looked_at():
    returned = results(changes(), "ignored")
    assert pytest.approx(1.0 - 0.3 * 0.9 * 2 + 0.01) in returned, "always the plain method"
    assert pytest.approx(1.0 - 0.3 * 0.9 * 0.5 + 0.01) in returned, "never twice"


def test_the_first_step_stands_for_all():
    assert results(changes(), "first_for_all") == [pytest.approx(1.0 - 2 * 0.1 * 0.9 + 0.01)]


@pytest.mark.parametrize(
    ("condition", "turned"), [("size > tol", set()), ("size - tol > 0", {"negated", "opposite"})], ids=["bound", "term"]
)
def test_the_sign_of_a_bound_is_that_of_its_condition(condition, turned):
    """`size > -tol` is true for ever, as the condition the wrong way round is: students make the second of the two."""
    tree = SourceTree(f"def halved(size, tol):\n    while {condition}:\n        size = size / 2\n    return size")
    made = {each.kind for each in parameter_changes(tree, tree.functions[0], {"tol": [1.0, 0.5]})}
    assert made & {"negated", "opposite"} == turned and {"squared", "doubled"} <= made
