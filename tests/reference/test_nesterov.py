"""Nesterov's momentum against Nesterov's own form."""

from __future__ import annotations

import jax
import numpy as np

from reference import nesterov
from reference.descend import descend


def test_its_points_are_those_that_nesterov_looks_ahead_to(lecture, coupled_start):
    """theta and v move by v <- beta v - alpha grad g(theta + beta v), theta <- theta + v; w = theta + beta v."""
    theta, v, ahead = coupled_start, np.zeros(2), [coupled_start]
    gradient = jax.jit(jax.grad(lecture("coupled")))
    for _ in range(20):
        v = 0.6 * v - 0.05 * np.asarray(gradient(theta + 0.6 * v))
        theta = theta + v
        ahead.append(theta + 0.6 * v)
    history = descend(nesterov, lecture("coupled"), coupled_start, 20, alpha=0.05, beta=0.6)
    np.testing.assert_allclose(history.weights, ahead, rtol=0, atol=1e-14)
