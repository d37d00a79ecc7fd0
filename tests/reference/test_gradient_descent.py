"""Gradient descent against optax, the lecture's own runs and two closed forms."""

from __future__ import annotations

import numpy as np
import optax
import pytest

from reference import gradient_descent
from reference.descend import descend


def run(cost, w, steps, alpha):
    return descend(gradient_descent, cost, w, steps, alpha=alpha)


def test_the_diminishing_steplength_is_optax_sgd_on_that_schedule(lecture, coupled_start, witness):
    """optax counts its schedule from 0, the lecture from 1: alpha_k = 1/k has a first step of length 1."""
    start = 0.1 * coupled_start
    history = run(lecture("coupled"), start, 20, "diminishing")
    expected = witness(optax.sgd(lambda count: 1 / (count + 1.0)), lecture("coupled"), start, 20)
    np.testing.assert_allclose(history.weights, expected, rtol=0, atol=1e-14)


def test_a_schedule_may_begin_with_another_number(lecture, coupled_start, witness):
    """Half of the public solutions read the diminishing steplength as alpha/k."""
    history = run(lecture("coupled"), coupled_start, 20, "0.5/k")
    expected = witness(optax.sgd(lambda count: 0.5 / (count + 1.0)), lecture("coupled"), coupled_start, 20)
    np.testing.assert_allclose(history.weights, expected, rtol=0, atol=1e-14)


@pytest.mark.parametrize("word", ["diminshing", "0.5/k2", "half/k", "0.5"])
def test_a_word_that_is_no_schedule_is_refused(lecture, word):
    with pytest.raises(ValueError, match='alpha is a number, "diminishing" or a word like "0.5/k", not'):
        run(lecture("quartic"), 2.5, 3, word)


@pytest.mark.parametrize(
    ("cost", "w", "steps", "alpha", "last", "last_cost", "digits"),
    [
        ("quartic", 2.5, 25, 1.0, -1.2345562803840555, -0.16996927494699407, 14),
        ("quartic", 2.0, 1000, 0.01, -0.6801417679333529, -0.12249665467157385, 14),
        ("wavy", 4.5, 10, 0.05, 3.59153776, 0.31422706971150494, 8),
        ("wavy", -1.5, 10, 0.05, -0.54778167, -0.9673630217919587, 8),
        ("absolute", 2.0, 20, "diminishing", 0.002104736508761307, 0.002104736508761307, 14),
        ("absolute", 1.75, 20, 0.5, -0.25, 0.25, 14),
        ("slow", -1.0, 10, 0.1, -0.3034017, 0.1084736791, 7),
    ],
)
def test_the_runs_of_the_lecture(lecture, cost, w, steps, alpha, last, last_cost, digits):
    """Computed once in NumPy with gradients by hand, to the digits printed there."""
    history = run(lecture(cost), w, steps, alpha)
    np.testing.assert_allclose(history.weights[-1], last, rtol=0, atol=10.0**-digits)
    np.testing.assert_allclose(history.costs[-1], last_cost, rtol=0, atol=10.0**-digits)


@pytest.mark.parametrize(("name", "c"), [("zigzag_1", 0.5), ("zigzag_2", 0.1), ("zigzag_3", 0.01)])
def test_the_zigzag_is_a_product_of_two_powers(lecture, name, c):
    """On w'Cw, C = diag(c, 9.75), step 0.1: w^k = (10(1 - 0.2c)^k, (-0.95)^k), exactly."""
    k = np.arange(26)
    history = run(lecture(name), np.array([10.0, 1.0]), 25, 0.1)
    np.testing.assert_allclose(history.weights, np.stack([10 * (1 - 0.2 * c) ** k, (-0.95) ** k], 1), atol=1e-13)
