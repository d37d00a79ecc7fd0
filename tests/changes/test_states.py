"""Values that a loop carries from pass to pass, against the wrong method written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from grader.changes.source_tree import SourceTree
from grader.changes.steps import state_changes

SOURCE = """
def f(gradient, alpha, beta, w):
    h, points = 0.0, [w]
    for _ in range(5):
        d = gradient(w)
        h = beta * h + (1 - beta) * d
        w = w - alpha * h
        points.append(w)
    return points
"""
DECAY = """
def step(w, slope, a, c):
    d = slope + c * w
    return w - a * d * 2
"""


def test_a_while_loop_tests_what_is_one_pass_old():
    source = "def f(w):\n    d = w\n    while d > 1:\n        w = w + 1\n        d = d / 2\n    return w"
    namespace = {}
    (change,) = [each for each in state_changes(SourceTree(source)) if each.kind == "late_test"]
    exec(source, namespace)
    right = namespace["f"](8.0)
    exec(change.source, namespace)
    assert namespace["f"](8.0) == right + 1


def test_a_value_is_computed_again_at_the_new_point():
    """As where the memory is brought up to date after the step, with a gradient that is taken there."""
    source = SOURCE.replace("w = w - alpha * h\n", "w = w - alpha * (h + d)\n        h = beta * h + (1 - beta) * d\n")
    (change,) = [each for each in state_changes(SourceTree(source)) if each.kind == "anew"]
    assert "d = gradient(w)\n        h = beta * h + (1 - beta) * d\n        points" in change.source
    assert source.splitlines()[change.line - 1].strip().startswith("h ="), "the line that uses it"


@pytest.mark.parametrize(
    ("body", "new"),
    [
        ("w, b = w - slope(w, b), b - w", {"w = w - slope(w, b); b = b - w", "b = b - w; w = w - slope(w, b)"}),
        ("loss = f(w); w -= 0.1; return (loss, w)", {"loss = f(w); w -= 0.1; loss = f(w); return (loss, w)"}),
        ("loss = f(w); return (loss, w - 0.1)", {"loss = f(w); w = w - 0.1; loss = f(w); return (loss, w)"}),
        ("n = len(w); w = w - 1; return (n, 2)", {"n = len(w); w = w - 1; n = len(w); return (n, 2)"}),
        ("n = 3; w = w - 1; return (n, w)", set()),
    ],
)
def test_what_belongs_to_the_old_point_is_computed_at_the_new_one(body, new):
    source = "def f(w, b):\n    " + body.replace("; ", "\n    ")
    changes = [change.source for change in state_changes(SourceTree(source)) if change.kind == "anew"]
    assert {"; ".join(map(str.strip, each.splitlines()[1:])) for each in changes} == new


def test_a_penalty_moves_the_point_itself_and_is_no_part_of_the_slope():
    """As in AdamW: with the length of the step as a factor, or without it."""
    values = []
    for change in state_changes(SourceTree(DECAY)):
        if change.kind == "direct_penalty":
            names = {}
            exec(change.source, names)
            values.append(names["step"](3.0, 0.5, 0.1, 0.2))
    assert np.allclose(values, [3 - 0.1 - 0.6, 3 - 0.1 - 0.06])
