"""Other steps of a loop, against the wrong method written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from grader.changes.source_tree import SourceTree
from grader.changes.steps import step_changes
from grader.changes.values import value_changes

SOURCE = """
def descend(g, gradient, alpha, max_its, w):
    points, costs = [w], [g(w)]
    for _ in range(max_its):
        w = w - alpha * gradient(w)
        points.append(w)
        costs.append(g(w))
    return points, costs
"""
ALPHA, STEPS, START = 0.7, 5, np.array([1.3, -0.7])


def g(w):
    return w[0] ** 2 + w[0] * w[1] + 2 * w[1] ** 2


def gradient(w):
    return np.array([2 * w[0] + w[1], w[0] + 4 * w[1]])


def run(step):
    """The points of `step(points, k)`, which gives the next one; k counts from 1."""
    points = [START]
    for k in range(1, STEPS + 1):
        points.append(step(points, k))
    return points


def down(w, alpha=ALPHA):
    return w - alpha * gradient(w)


def seidel(points, _):
    w = points[-1].copy()
    for n in range(2):
        w[n] = down(w)[n]
    return w


RULES = {
    "only_downhill": lambda points, k: min(points[-1], down(points[-1]), key=g),
    "coordinate_by_coordinate": seidel,
    "shrunk_point": lambda points, k: down(points[-1]) - ALPHA * points[-1],
    "fades": lambda points, k: down(points[-1], ALPHA / k),
    "fades_by_root": lambda points, k: down(points[-1], ALPHA / k**0.5),
    "summed": lambda points, k: points[-1] - ALPHA * gradient(points[-1]).sum(),
    "unit_length": lambda points, k: points[-1] - ALPHA * gradient(points[-1]) / np.hypot(*gradient(points[-1])),
}


def returned(source):
    names = {"__builtins__": __builtins__}
    exec(source, names)
    return names["descend"](g, gradient, ALPHA, STEPS, START)


@pytest.fixture(scope="module")
def by_kind():
    """What each change returns, by its kind."""
    tree, results = SourceTree(SOURCE), {}
    for change in [*step_changes(tree), *value_changes(tree)]:
        results.setdefault(change.kind, []).append(change.source)
    return results


@pytest.mark.parametrize("kind", RULES)
def test_the_changed_loop_takes_the_wrong_steps(by_kind, kind):
    points = run(RULES[kind])
    made = [returned(source) for source in by_kind[kind]]
    assert any(np.allclose(w, points) and np.allclose(costs, [g(p) for p in points]) for w, costs in made)


@pytest.mark.parametrize(
    "body",
    [
        "        w = onto(w - 0.5 * gradient(w))\n        points.append(w)",
        "        points.append(onto(points[-1] - 0.5 * gradient(points[-1])))",
    ],
)
def test_a_projection_of_what_is_recorded_alone(body):
    """The loop goes on from the point that is not projected."""
    source = f"def descend(onto, gradient, w):\n    points = [w]\n    for _ in range(4):\n{body}\n    return points"
    (change,) = [each for each in step_changes(SourceTree(source)) if each.kind == "recorded_alone"]
    names = {}
    exec(change.source, names)
    free = [START]
    for _ in range(4):
        free.append(free[-1] - 0.5 * gradient(free[-1]))
    assert np.allclose(names["descend"](np.abs, gradient, START), [START, *map(np.abs, free[1:])])


def test_a_loop_ends_where_a_value_changes_little():
    """Such as the point, or the cost, where the norm of the gradient belongs."""
    source = """
def descend(cost, gradient, tol, w):
    points = [w]
    while np.linalg.norm(gradient(w)) > tol:
        w = w - 0.2 * gradient(w)
        points.append(w)
    return points"""
    changes = [each for each in step_changes(SourceTree(source)) if each.kind == "other_test"]
    lengths = {}
    for change in changes:
        names = {"np": np}
        exec(change.source, names)
        lengths[change.subject and __import__("ast").unparse(change.subject)] = len(
            names["descend"](g, gradient, 0.02, START)
        )
    points = [START]
    while len(points) < 2 or np.linalg.norm(points[-1] - points[-2]) > 0.02:
        points.append(points[-1] - 0.2 * gradient(points[-1]))
    assert lengths["w"] == lengths["points[-1]"] == len(points)
    assert lengths["cost(w)"] < len(points)


def test_steps_begin_beyond_the_newest_point(by_kind):
    """Nesterov's accelerated method, with k / (k + 3) of the last step."""
    points, last = [START], START
    for k in range(STEPS):
        ahead = points[-1] + (k / (k + 3) if k else 0.0) * (points[-1] - last)
        last = points[-1]
        points.append(ahead - ALPHA * gradient(ahead))
    assert any(np.allclose(returned(source)[0], points) for source in by_kind["accelerated"])


@pytest.mark.parametrize(
    ("step", "kind", "wrong"),
    [
        ("shrink(w - a * g(w), a * c)", "subgradient_step", "w - a * g(w) - a * c * np.sign(w)"),
        ("shrink(w - a * g(w), a * c)", "shrunk_first", "shrink(w, a * c)\n        w = w - a * g(w)"),
        ("w - a * c * w - g(w)", "shrunk_first", "w - a * c * w\n        w = w - g(w)"),
    ],
)
def test_another_method_moves_the_point(step, kind, wrong):
    source = f"def f(g, shrink, a, c, w):\n    for _ in range(2):\n        w = {step}\n    return w"
    wrong = source.replace(step, wrong)
    values = []
    for code in [wrong, *(each.source for each in step_changes(SourceTree(source)) if each.kind == kind)]:
        names = {"np": np}
        exec(code, names)
        values.append(names["f"](np.square, np.minimum, 0.1, 0.3, 2.0))
    assert any(np.allclose(values[0], each) for each in values[1:])


def test_two_values_for_one_pass_are_stored_for_the_next():
    """As Adam's corrected means: one of them, or both."""
    source = """
def f(gradient, w):
    m, v = 0.0, 0.0
    for k in (1, 2):
        m = m + gradient(w)
        v = v + gradient(w) ** 2
        a = m / k
        b = v / k
        w = w - a / b
    return w"""
    carried = [each.source for each in step_changes(SourceTree(source)) if each.kind == "carried"]
    stored = [(f"{one} = a" in each, f"{other} = b" in each) for each in carried for one, other in ["mv"]]
    assert stored == [(True, True), (True, False), (False, True), (False, False), (False, False)]
