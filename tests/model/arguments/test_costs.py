"""Every cost by name is the lecture's formula: held to a second one, written from the slides in another way.

All grading rests on these few lines, and the reference is computed from them too: no other test would see them wrong.
"""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from grader.model.arguments.costs import COSTS, make_cost

C = np.array([[3.0, 1.0, 0.5], [1.0, 4.0, -1.0], [0.5, -1.0, 5.0]])
PARAMETERS = {"quadratic": {"a": 1.5, "b": [1.0, -2.0, 3.0], "C": C.tolist()}}


def form(w, matrix, linear=(0.0, 0.0), constant=0.0) -> float:
    """constant + linear'w + w'Mw, by a double loop."""
    n = range(len(w))
    return constant + sum(linear[i] * w[i] for i in n) + sum(w[i] * matrix[i][j] * w[j] for i in n for j in n)


BY_HAND = {  # name: (coordinates, formula on plain floats)
    "quartic": (1, lambda w: 0.02 * w * (w * w * w + w + 10)),
    "sine": (1, lambda w: 2 * math.sin(w) * math.cos(w)),
    "cubic": (1, lambda w: w * w * w),
    "wavy": (1, lambda w: 3 * math.sin(w) - 4 * math.sin(w) ** 3 + w * w / 10),
    "ledge": (1, lambda w: w * w * w * (w * w - 2 * w + 1)),
    "slow": (1, lambda w: (w * w) ** 2 + 1 / 10),
    "absolute": (1, lambda w: w if w > 0 else -w),
    "bowl": (2, lambda w: form(w, [[1, 0], [0, 1]], constant=2)),
    "tilted": (2, lambda w: form(w, [[2, 1], [1, 2]], constant=20)),
    "zigzag_1": (2, lambda w: form(w, [[0.5, 0], [0, 9.75]])),
    "zigzag_2": (2, lambda w: form(w, [[0.1, 0], [0, 9.75]])),
    "zigzag_3": (2, lambda w: form(w, [[0.01, 0], [0, 9.75]])),
    "coupled": (2, lambda w: form(w, [[0, 0.5], [0.5, 1]], linear=(0.3, 0)) + (w[0] * w[0]) ** 2 / 4),
    "waves": (2, lambda w: form(w, [[1, 0], [0, 1]], constant=2) + 2 * math.sin(1.5 * w[0] + 1.5 * w[1])),
    "ripple": (2, lambda w: ripple(*w)),
    "quadratic": (3, lambda w: form(w, C.tolist(), PARAMETERS["quadratic"]["b"], 1.5)),
}


def ripple(x: float, y: float) -> float:
    inner = math.tanh(x + math.sin(y * y / 5))
    return math.exp(math.log(2) * math.sin((x * x + 5 * y * y) / 10)) * math.tanh((y * y) ** 2 * inner)


def points(name: str) -> list:
    """Some points of the cost's dimension, none on a kink."""
    n = BY_HAND[name][0]
    every = np.random.default_rng(7).uniform(-1.5, 1.5, (12, n))
    return [float(w[0]) for w in every] if n == 1 else list(every)


def slope(name: str, w, h: float = 1e-6) -> np.ndarray:
    """Central differences of the formula by hand."""
    n, g = BY_HAND[name]
    if n == 1:
        return np.array((g(w + h) - g(w - h)) / (2 * h))
    steps = h * np.eye(n)
    return np.array([(g(w + step) - g(w - step)) / (2 * h) for step in steps])


def test_every_cost_has_a_second_formula():
    """A new cost needs a new witness."""
    assert set(BY_HAND) == set(COSTS)


@pytest.mark.parametrize("name", BY_HAND)
def test_in_numpy_it_is_the_formula_in_double_precision(name):
    """The judge's own: costs are compared with it at the student's points."""
    g = make_cost(name, np, PARAMETERS.get(name))
    for w in points(name):
        value = g(w)
        assert np.ndim(value) == 0 and np.asarray(value).dtype == np.float64
        assert float(value) == pytest.approx(BY_HAND[name][1](w), rel=1e-13, abs=1e-13)


@pytest.mark.parametrize("name", BY_HAND)
def test_in_jax_value_and_gradient_are_the_formulas(name):
    """What students are handed: a number whose gradient JAX can take, in whatever precision they work in."""
    g = make_cost(name, jnp, PARAMETERS.get(name))
    for w in points(name)[:4]:
        value, gradient = jax.value_and_grad(g)(jnp.asarray(w, dtype=float))
        assert float(value) == pytest.approx(BY_HAND[name][1](w), rel=1e-5, abs=1e-5)
        assert np.asarray(gradient) == pytest.approx(slope(name, w), rel=1e-4, abs=1e-4)
