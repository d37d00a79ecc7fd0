"""What fills the cache follows from what students can see, and covers what a hidden case is likely to hand over."""

from __future__ import annotations

from dataclasses import replace

from keys import gradient_descent

from grader.key import Case
from grader.practice import practice

QUARTIC, BOWL = {"cost": "quartic", "parameters": {}}, {"cost": "bowl", "parameters": {}}
QUADRATIC = {"cost": "quadratic", "parameters": {"a": 1.0, "b": [0.0, 0.0], "C": [[1.0, 0.0], [0.0, 1.0]]}}


def question(name, *arguments, returns="histories"):
    cases = tuple(Case(f"{name}.{n}", "", False, 1.0, given) for n, given in enumerate(arguments))
    return replace(gradient_descent(), name=name, function=name, returns=returns, cases=cases)


def further(*questions):
    """By question, the arguments that no visible case has."""
    return {q.name: [c.arguments for c in q.cases if c.id.startswith("practice.")] for q in practice(questions)}


def test_a_function_is_asked_with_the_costs_that_another_is_shown():
    told = further(
        question("descend", {"g": QUARTIC, "alpha": 0.5, "w": 2.5}),
        question("find", {"g": BOWL, "v": [1.0, 2.0]}, returns="label"),
    )
    assert told["descend"] == [{"g": BOWL, "alpha": 0.5, "w": [2.5, 2.5]}]
    assert told["find"] == [{"g": QUARTIC, "v": 1.0}]


def test_every_function_that_takes_a_cost_is_asked_with_every_cost():
    """A loop that is compiled as a whole holds its cost: what one function made of it is no good for another."""
    costs = [{"cost": name, "parameters": {}} for name in ("quartic", "sine", "wavy")]
    first = question("first", *({"g": g, "w": 1.0} for g in costs))
    second = question("second", {"g": BOWL, "w": [1.0, 2.0]})
    told = further(first, second)
    assert [given["g"]["cost"] for given in told["first"]] == ["bowl"]
    assert [(given["g"]["cost"], given["w"]) for given in told["second"]] == [
        ("quartic", 1.0), ("sine", 1.0), ("wavy", 1.0),
    ]  # fmt: skip


def test_several_starts_are_resized_one_by_one():
    told = further(
        question("multi", {"g": QUARTIC, "starts": [4.5, -1.5]}, returns="minimum"),
        question("find", {"g": BOWL, "v": [1.0, 2.0]}, returns="label"),
    )
    assert told["multi"] == [{"g": BOWL, "starts": [[4.5, 4.5], [-1.5, -1.5]]}]


def test_what_takes_a_quadratic_is_asked_with_other_sizes():
    parts = {"a": 1.0, "b": [0.0, 0.0], "C": [[1.0, 0.0], [0.0, 1.0]]}
    told = further(question("sweep", {**parts, "w": [3.0, 4.0]}), question("find", {"g": QUADRATIC, "v": [0.0, 0.0]}))
    assert [len(given["C"]) for given in told["sweep"]] == [len(given["w"]) for given in told["sweep"]] == [3, 4]
    assert [len(given["g"]["parameters"]["b"]) for given in told["find"]] == [3, 4]
    assert all(given["a"] == 1.0 for given in told["sweep"])


def test_a_cost_without_a_point_takes_no_other_size():
    told = further(
        question("stationary", {"g": QUARTIC, "low": -3.0, "high": 3.0}, returns="points"),
        question("find", {"g": BOWL, "v": [1.0, 2.0]}, returns="label"),
    )
    assert told["stationary"] == []


def test_gradients_that_are_handed_over_are_exchanged_too():
    told = further(
        question("follow", {"gradient": {"gradient_of": "quartic", "parameters": {}}, "w": 1.0}),
        question("find", {"g": BOWL, "v": [1.0, 2.0]}, returns="label"),
    )
    assert told["follow"] == [{"gradient": {"gradient_of": "bowl", "parameters": {}}, "w": [1.0, 1.0]}]
