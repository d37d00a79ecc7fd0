"""A case that `rehearse` proposes can be pasted into assignment.toml, whatever its arguments are."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from grader.authoring.case_arguments.argument_tables import describe
from grader.authoring.case_arguments.named_functions import ArgumentSources
from grader.authoring.case_arguments.typed import typed
from grader.authoring.proving.trials.surviving_changes import case_in_toml
from grader.model.key import Case

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SOURCES = {"functions.py": "def halving(k, start=1.0):\n    return start / 2**k\n"}


@pytest.mark.parametrize(
    "written",
    [
        0.5,
        [[0, 1], [1, 0]],
        ["mean", "sum"],
        [["a", "b"], []],
        {"list": [[0, 1], [2], []]},
        {"list": [[0.5, 1.0], [2.0, 3.0]]},
        {"folds": {"list": [[5, 1], [2, 0]]}},
        {"gradient_of": "quadratic", "a": 0.0, "b": [1.0, -1.0], "C": [[2.0, 0.5], [0.5, 1.0]]},
        {"function": "functions.py:halving", "start": 0.4},
        {"function": "coupled"},
        {"rng": 3},
        {"rules": [{"function": "functions.py:halving"}], "t": 2},
    ],
)
def test_a_proposed_case_is_read_as_the_case_that_it_shows(written, tmp_path):
    sources = ArgumentSources(tmp_path, {}, SOURCES)
    data = typed(describe(written, "x", sources), "x")
    line = "\n".join(case_in_toml(Case("q.1", "", False, 1.0, {"x": data})))
    np.testing.assert_equal(typed(describe(tomllib.loads(line)["x"], "x", sources), "x"), data)


def test_the_seed_of_the_random_numbers_is_part_of_it():
    assert list(case_in_toml(Case("q.1", "", False, 1.0, {"n": 3}, seed=7))) == ["n = 3", "random_seed = 7"]


@pytest.mark.parametrize(
    ("cost", "line"),
    [
        ({"function": "quartic", "parameters": {}}, 'on = "quartic"'),
        ({"function": "quadratic", "parameters": {"a": 1.0}}, 'on = { name = "quadratic", a = 1.0 }'),
    ],
)
def test_the_cost_of_a_method_stands_under_on(cost, line):
    """Such a question has no argument `g` in its cases, and its gradient follows from the cost."""
    arguments = {"g": cost, "gradient": {"gradient_of": cost["function"], "parameters": {}}, "alpha": 0.1}
    case = Case("q.1", "", False, 1.0, arguments)
    assert list(case_in_toml(case, by_solution=False)) == [line, "alpha = 0.1"]
