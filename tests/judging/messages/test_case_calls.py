"""A call in a message is Python: copied into a notebook it calls the function with the arguments of the case."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import ModuleType

import jax
import numpy as np
import pytest
from support import keys

from grader.judging.messages.case_calls import case_call, title_and_call
from grader.model.key import Case, Question


def question(**facts) -> Question:
    return replace(keys.vector(), name="train", function="train", **facts)


def case(arguments, title="a title", **facts) -> Case:
    return Case("train.1", title, False, 1.0, arguments, **facts)


def arguments_of(lines: list[str], function="train", **names):
    """What the function receives where these lines are run, in a notebook that has imported NumPy alone."""
    seen = {}
    exec("\n".join(lines), {"np": np, function: seen.update, **names})
    return seen


def test_arguments_keep_their_types_and_values():
    """A list in place of an array would raise another error than the one that the student is to see."""
    seen = arguments_of(case_call(question(), case({
        "w": [3.0, 4.0], "C": [[1.0, 2.0], [3.0, 4.0]], "k": 3, "rule": "mean", "on": True,
        "y": np.array([0, 1]), "f": np.array([0.1], dtype="float32"),
        "R": np.array([np.nan, -np.inf, 1.0]), "both": {"table": [["W", [0.5]], ["names", {"items": ["a", 2]}]]},
    })))  # fmt: skip
    assert isinstance(seen["w"], np.ndarray) and seen["w"].dtype == float and seen["w"].tolist() == [3.0, 4.0]
    assert seen["C"].shape == (2, 2) and seen["y"].dtype == np.int64 and seen["f"].dtype == np.float32
    assert (seen["k"], seen["rule"], seen["on"]) == (3, "mean", True)
    np.testing.assert_array_equal(seen["R"], [np.nan, -np.inf, 1.0])
    assert seen["both"]["W"].tolist() == [0.5] and seen["both"]["names"] == ["a", 2]


def test_costs_stand_by_the_name_that_handouts_use_and_derivatives_are_jax_s():
    quartic = {"function": "quartic", "parameters": {}}
    assert case_call(question(), case({"g": quartic, "w": 2.5})) == ["train(g=quartic, w=2.5)"]
    call = case_call(question(), case({"gradient": {"gradient_of": "quartic", "parameters": {}}}))
    assert call == ["import jax", "train(gradient=jax.grad(quartic))"]
    assert arguments_of(call, quartic=lambda w: w**4)["gradient"](2.0) == 32.0


def test_a_cost_with_parameters_is_imported_and_computes_the_same():
    """`quadratic` alone would not say which one: its matrix is what the case is about."""
    spec = {"function": "quadratic", "parameters": {"a": 1.0, "b": [0.0, 0.0], "C": [[3.0, 4.0], [4.0, 2.0]]}}
    seen = arguments_of(case_call(question(), case({"g": spec})))
    assert seen["g"](np.array([1.0, 2.0])) == keys.make_cost("quadratic", np, spec["parameters"])(np.array([1.0, 2.0]))


def test_a_driver_and_a_file_of_the_assignment_are_imported(monkeypatch):
    """These files lie beside the notebook."""
    for name, function in (("drivers", "steps"), ("functions", "rule")):
        module = ModuleType(name)
        setattr(module, function, f"{name}.{function}")
        monkeypatch.setitem(sys.modules, name, module)
    asked = question(driver="drivers.py:steps", defines=("train", "Rule"))
    lines = case_call(asked, case({"f": {"function": "functions.py:rule", "parameters": {}}, "k": 1}))
    assert lines == [
        "from functions import rule", "from drivers import steps", "steps(train, Rule, f=rule, k=1)",
    ]  # fmt: skip


def test_random_generators_and_the_global_seed_are_made_again():
    lines = case_call(question(), case({"rng": {"rng": 7}, "key": {"jax_key": 1}}, seed=3))
    call = "train(rng=np.random.default_rng(7), key=jax.random.key(1))"
    assert lines == ["import jax", "np.random.seed(3)", call]
    assert arguments_of(lines)["key"] == jax.random.key(1)


def test_long_data_are_made_by_check_and_named_by_the_title():
    """A hundred numbers in a message help nobody, nor do imports for what is not written out."""
    arguments = {"X": np.zeros((50, 2)), "k": 2, "f": {"gradient_of": "quartic", "parameters": {}}}
    asked = case(arguments, "X = data/seen.npz[X], k = 2")
    assert title_and_call(question(), asked) == (
        'With `X = data/seen.npz[X], k = 2`:\n    train(**check("train").arguments("train.1"))'
    )


@pytest.mark.parametrize(
    ("title", "first"), [("k = 2", "With this call:"), ("the start is a kink", "With the start is a kink:")]
)
def test_an_author_s_title_is_said_and_a_list_of_arguments_is_not_said_twice(title, first):
    assert title_and_call(question(), case({"k": 2}, title)).splitlines() == [first, "    train(k=2)"]


def test_what_is_no_function_has_no_call():
    assert case_call(replace(question(), calls=False), case({})) == []


def test_a_long_call_has_its_arguments_in_lines_of_their_own():
    """A terminal would break it anywhere, and a narrow page would hide its end."""
    arguments = {name: [0.125, -0.25, 1.5] for name in ("first", "second", "third", "fourth")}
    lines = case_call(question(), case(arguments | {"k": 3}))
    assert lines[0] == "train(" and lines[-1] == ")" and len(lines) == 6
    assert all(line.startswith("    ") and line.endswith(",") and len(line) <= 66 for line in lines[1:-1])
    seen = arguments_of(lines)
    assert list(seen) == [*arguments, "k"] and seen["fourth"].tolist() == [0.125, -0.25, 1.5]


def test_a_function_may_be_called_partial(monkeypatch):
    module = ModuleType("functions")
    module.partial = lambda v, c: v + c
    monkeypatch.setitem(sys.modules, "functions", module)
    lines = case_call(question(), case({"f": {"function": "functions.py:partial", "parameters": {"c": 2}}}))
    assert lines[-1] == "train(f=functools.partial(partial, c=2))" and arguments_of(lines)["f"](1) == 3
