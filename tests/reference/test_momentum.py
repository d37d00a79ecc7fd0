"""Momentum, the homework's exponential average, against optax and the lecture's zig-zag."""

from __future__ import annotations

import numpy as np
import optax
import pytest

from reference import momentum
from reference.descend import descend


def test_it_is_optax_ema_without_debiasing(lecture, coupled_start, witness):
    """optax.ema averages the gradients themselves: minus the average is h."""
    history = descend(momentum, lecture("coupled"), coupled_start, 20, alpha=0.1, beta=0.6)
    average = optax.chain(optax.ema(0.6, debias=False), optax.scale(-0.1))
    np.testing.assert_allclose(
        history.weights, witness(average, lecture("coupled"), coupled_start, 20), rtol=0, atol=1e-15
    )


@pytest.mark.parametrize(
    ("beta", "first", "last", "last_cost"),
    [
        (0.1, [9.1, -0.755], [0.7029543944, -7.394e-10], 0.247072),
        (0.2, [9.2, -0.56], [0.6837699523, 2.4845708528e-09], 0.233771),
        (0.7, [9.7, 0.415], [0.296273456, -0.0088603498], 0.0446544119),
        (0.9, [9.9, 0.805], [-0.4207655426, 0.1228444082], 0.2356566),
    ],
)
def test_the_zigzag_of_the_lecture(lecture, beta, first, last, last_cost):
    """The runs of the book's code on diag(0.5, 9.75) from (10, 1), alpha = 0.1."""
    history = descend(momentum, lecture("zigzag_1"), np.array([10.0, 1.0]), 25, alpha=0.1, beta=beta)
    np.testing.assert_allclose(history.weights[1], first, rtol=0, atol=1e-14)
    np.testing.assert_allclose(history.weights[-1], last, rtol=0, atol=6e-11)
    np.testing.assert_allclose(history.costs[-1], last_cost, rtol=0, atol=5e-7)
