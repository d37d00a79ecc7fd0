"""An assignment's own costs: formulas that compute and do nothing else, from the file to the student's function."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import small
from support.compiled import reports_of, underived_key
from support.tables import read_written, tables

from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.reading.assignment_file import load_assignment
from grader.base.errors import UserError
from grader.judging.own_costs import cost_of
from grader.model.arguments.costs import make_cost
from grader.model.arguments.formula import compile_formula, parse_formulas

COSTS = read_written(__file__, "formula_costs.py")


def test_a_formula_is_its_arithmetic_in_numpy_and_in_jax():
    """By hand: tanh(2 (0.3 - 0.1)) + 0.4 * 0.09 + 0.1 * 0.01."""
    text = parse_formulas(COSTS)["valley"]
    expected = math.tanh(0.4) + 0.036 + 0.001
    for xp in (np, jnp):
        assert float(make_cost("valley", xp, {"steep": 2.0}, text)(xp.array([0.3, -0.1]))) == pytest.approx(expected)
    slope = jax.grad(make_cost("valley", jnp, {"steep": 2.0}, text))(jnp.array([0.3, -0.1]))
    assert float(slope[0]) == pytest.approx(2 / math.cosh(0.4) ** 2 + 0.24, rel=1e-5)


def body(line, head="w, np"):
    return f"def f({head}):\n    {line}"


@pytest.mark.parametrize(("text", "sentence"), tables(__file__, "formula_refused.toml")["refused"])
def test_whatever_does_more_than_compute_is_refused(text, sentence):
    """The judge evaluates these texts, and they come out of a file."""
    with pytest.raises(UserError) as caught:
        parse_formulas(text)
    assert sentence in str(caught.value)
    with pytest.raises(UserError):
        compile_formula(text)


@pytest.mark.parametrize("text", ["", "def f(w, np): return w\ndef g(w, np): return w", "import os", "x" * 5_000])
def test_a_key_cannot_hold_another_text_than_one_formula(text):
    with pytest.raises(UserError):
        compile_formula(text)


@given(st.text(max_size=60))
def test_no_text_makes_it_raise_anything_else(text):
    for read, kind in ((parse_formulas, dict), (compile_formula, Callable)):
        with contextlib.suppress(UserError):
            assert isinstance(read(f"def f(w, np):\n    return {text}"), kind)


# ── in an assignment

QUESTION = read_written(__file__, "formula.toml")
GD = """
import jax

def gd(g, gradient, alpha, max_its, w):
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        w = w - alpha * (jax.grad(g)(w) + gradient(w)) / 2
        ws.append(w)
        cs.append(g(w))
    return ws, cs
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("costs")
    (folder / "costs.py").write_text(COSTS, encoding="utf-8")
    return load_assignment(small.write(folder, QUESTION))


@pytest.fixture(scope="module")
def key(facts):
    return underived_key(facts)


@pytest.mark.slow
def test_a_student_gets_it_as_a_function_and_is_judged_on_it(key, tmp_path):
    """Both g and its gradient reach the student's process; the second run lands on the hinge at 1: 2, 1."""
    (question,) = key.questions
    assert question.cases[1].kink == 1 and question.cases[1].expected[".weights"][1] == pytest.approx(1.0)
    assert sum(report.earned for report in reports_of(key, GD, tmp_path)) == 6.0
    (told,) = reports_of(key, GD.replace("w - alpha", "w + alpha"), tmp_path)
    assert told.mistake == "gradient_descent.ascent" and "g=lambda w: valley(w, jnp, steep=2.0)," in told.message
    assert "`costs` fits your own `weights`, so that you keep the points for it." in told.message


def test_the_judge_knows_it_from_the_key_alone(key):
    assert cost_of(key.questions[0].cases[1])(3.0) == pytest.approx(2.75)


@pytest.mark.parametrize(
    ("costs", "toml", "sentence"),
    [
        (COSTS, QUESTION.replace('"hinge"', '"hing"'), "there is no cost named 'hing'. Did you mean 'hinge'?"),
        (COSTS, QUESTION.replace("steep = 2", "step = 2"), "takes the parameters ['steep'], not ['step']."),
        (COSTS.replace("hinge", "quartic"), QUESTION, "costs.py: 'quartic' is one of the lecture's own costs"),
        (COSTS.replace("np.tanh", "np.where"), QUESTION, "costs.py: line 9: `np.where(across)` is not allowed"),
        (COSTS, QUESTION.replace("steep = 2", 'steep = 2, formula = "x"'), "its formula stands in costs.py"),
        (COSTS, QUESTION.replace('w = 2', 'w = [2, 1]').replace("hinge", "deep"), "no cost named 'deep'"),
        (COSTS.replace("w[1] ** 2", "w[2] ** 2"), QUESTION, "case 1: the cost 'valley' reads 3 coordinates, and"),
    ],
)  # fmt: skip
def test_every_slip_is_answered(costs, toml, sentence, tmp_path):
    (tmp_path / "costs.py").write_text(costs, encoding="utf-8")
    with pytest.raises(BadAssignment) as caught:
        compile_key(load_assignment(small.write(tmp_path, toml)))
    assert sentence in str(caught.value)
