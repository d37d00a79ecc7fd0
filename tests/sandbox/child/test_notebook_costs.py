"""A handed-out cost answers as the same function of the handout's notebook does, without the line that switches JAX.

Students who differentiate by NumPy alone, with differences or a complex step, have no such line, and need the digits.
"""

from __future__ import annotations

import json
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from support.precision import float32, float64
from support.rows import few

from grader.model.arguments.costs import COSTS, count_coordinates, make_cost
from grader.sandbox.child.function_arguments import Functions

HOMEWORKS = Path(__file__).parents[3] / "assignments"
NUMBERS = (0.7, np.float64(0.7), np.array(0.7), np.float32(0.7), 0.7 + 1e-9j, np.linspace(0.1, 2, 7), 3, np.int64(3))
POINTS = (
    [0.7, -1.3], (np.float64(0.7), np.float64(-1.3)), np.array([0.7, -1.3]), np.array([0.7, -1.3], "float32"),
    np.array([0.7 + 1e-9j, -1.3]), np.array([3, 4]),
)  # fmt: skip


def costs_of(homework):
    """The costs that the handout's notebook defines, by name."""
    notebook = json.loads((HOMEWORKS / homework / f"{homework}.ipynb").read_text(encoding="utf-8"))
    names = {"jnp": jnp}
    sources = ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    exec(next(source for source in sources if "def quartic(w)" in source), names)
    return {name: names[name] for name in names.keys() & COSTS.keys()}


OF_NOTEBOOKS = {**costs_of("first_order"), **costs_of("optimizer_zoo")}


def handed_out(name):
    return Functions(jax).of({"function": name, "parameters": {}})


@pytest.mark.parametrize("name", sorted(OF_NOTEBOOKS))
@pytest.mark.parametrize("switch", [float32, float64])
def test_what_numpy_and_python_hand_over_is_answered_in_the_precision_of_the_notebook(name, switch):
    """There the line is on, unless a student takes it out together with JAX."""
    numbers = NUMBERS if count_coordinates(make_cost(name, np)) is None else POINTS
    for point in numbers:
        if name == "absolute" and np.iscomplexobj(point):
            continue  # its absolute value has no imaginary part to step along
        with float64():
            expected = np.asarray(OF_NOTEBOOKS[name](point))
        with switch():
            value = handed_out(name)(point)
        assert np.asarray(value).dtype == expected.dtype, point
        np.testing.assert_allclose(value, expected, rtol=1e-6 if expected.dtype == np.float32 else 1e-14)
        np.testing.assert_allclose(np.imag(value), np.imag(expected), rtol=1e-12)


@pytest.mark.parametrize("w", [np.float64(0.7), 0.7])
def test_a_number_can_do_what_one_of_jax_can(w):
    """A handout's cost returns a float, a NumPy number or one of JAX, by its formula: nobody has to look which."""
    for name in ("quartic", "wavy"):
        value = handed_out(name)(w)
        assert (value.shape, value.astype(float), value.item(), value[None].shape) == ((), value, float(value), (1,))
    assert handed_out("quartic")(1e200) == np.inf  # a bare float raises OverflowError


@pytest.mark.parametrize("switch", few([float32, float64]))
def test_jax_gets_what_it_got(switch):
    """Arrays of JAX and tracers are answered by JAX, in its precision."""
    with switch():
        expected = jnp.zeros(0).dtype
        for name, w in (("wavy", jnp.array(0.7)), ("coupled", jnp.array([0.7, -1.3])), ("coupled", [*jnp.ones(2)])):
            cost = handed_out(name)
            assert isinstance(cost(w), jax.Array) and cost(w).dtype == expected
        w, cost = np.array([0.7, -1.3]), handed_out("coupled")
        for value in (jax.jit(cost)(w), jax.grad(cost)(w), jax.hessian(cost)(w), jax.vmap(cost)(w[None])):
            assert isinstance(value, jax.Array) and value.dtype == expected
