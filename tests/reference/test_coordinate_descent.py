"""Coordinate descent against the lecture's runs, a plain double loop and its own first-order condition."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference import coordinate_descent, first_order_system

C3 = np.array([[3, 1, 0.5], [1, 4, -1], [0.5, -1, 5]])
B3, W3 = np.array([1.0, -2.0, 3.0]), np.array([1.0, -2.0, 0.5])


def test_the_coupled_quadratic_of_the_lecture():
    """C = [[2, 1], [1, 2]], a = 20, from (3, 4): each sweep shrinks w_1 to a quarter."""
    history = coordinate_descent.solve(20.0, np.zeros(2), np.array([[2.0, 1.0], [1.0, 2.0]]), 2, np.array([3.0, 4.0]))
    np.testing.assert_array_equal(history.weights, [[3, 4], [-2, 4], [-2, 1], [-0.5, 1], [-0.5, 0.25]])
    np.testing.assert_array_equal(history.costs, [94, 44, 26, 21.5, 20.375])


def test_it_is_the_double_loop_of_the_lecture():
    """Two loops and a sum over the others, in plain Python."""
    w, expected = list(W3), [list(W3)]
    for _ in range(2):
        for n in range(3):
            w[n] = -(sum(C3[n][j] * w[j] for j in range(3) if j != n) + B3[n] / 2) / C3[n][n]
            expected.append(list(w))
    history = coordinate_descent.solve(1.0, B3, C3, 2, W3)
    np.testing.assert_allclose(history.weights, expected, rtol=0, atol=1e-15)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_update_raises_the_cost_and_the_end_solves_the_system(seed):
    """For a positive definite C the sweeps converge to the one stationary point, (C + C')w = -b."""
    rng = np.random.default_rng(seed)
    A, b = rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, 3)
    C = A @ A.T + np.eye(3)
    history = coordinate_descent.solve(0.0, b, C, 60, rng.uniform(-1, 1, 3))
    assert np.all(np.diff(history.costs) <= 1e-14)
    np.testing.assert_allclose(history.weights[-1], first_order_system.solve(b, C), rtol=0, atol=1e-9)


def test_a_batch_is_its_runs_one_by_one():
    """Pure and jitted: vmap over starts and over b at once."""
    starts, bs = np.stack([W3, -W3]), np.stack([B3, 2 * B3])
    batch = jax.vmap(lambda b, w: coordinate_descent.solve(1.0, b, C3, 2, w))(jnp.array(bs), jnp.array(starts))
    for i in range(2):
        single = coordinate_descent.solve(1.0, bs[i], C3, 2, starts[i])
        np.testing.assert_allclose(batch.weights[i], single.weights, rtol=0, atol=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_of_the_start_is_the_dtype_of_everything(dtype):
    """Whatever the precision of a, b and C, as they come from a file."""
    history = coordinate_descent.solve(1.0, B3, C3, 2, W3.astype(dtype))
    assert history.weights.dtype == dtype and history.costs.dtype == dtype
