"""The stationary point of a quadratic against its gradient."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from reference import first_order_system

B, C = np.array([1.0, -2.0, 3.0]), np.array([[3, 1, 0.5], [1, 4, -1], [0.5, -1, 5]])


def test_the_gradient_vanishes_there_for_any_square_matrix():
    """C need not be symmetric: only C + C' enters the gradient."""
    skewed = C + np.array([[0, 2, 0], [-1, 0, 1], [0, 0, 0]])
    v = first_order_system.solve(B, skewed)
    np.testing.assert_allclose(jax.grad(lambda w: B @ w + w @ skewed @ w)(v), 0, atol=1e-14)


def test_many_systems_at_once():
    """Pure: vmap over b."""
    bs = jnp.stack([jnp.array(B), jnp.array(-2 * B)])
    one = first_order_system.solve(B, C)
    many = jax.vmap(lambda b: first_order_system.solve(b, C))(bs)
    np.testing.assert_allclose(many, [one, -2 * one], rtol=0, atol=1e-15)
