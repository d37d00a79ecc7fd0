"""Full normalization against optax, and where the gradient is 0."""

from __future__ import annotations

import numpy as np
import optax

from reference import normalized_full
from reference.descend import descend


def run(cost, w, steps, alpha, eps):
    return np.array(descend(normalized_full, cost, w, steps, alpha=alpha, eps=eps).weights)


def test_it_is_optax_normalized_by_the_norm(lecture, coupled_start, witness):
    """optax divides by the norm plus an eps as well, its own being 1e-6."""
    direction = optax.chain(optax.scale_by_learning_rate(1.0), optax.normalize_by_update_norm(0.13, eps=1e-6))
    expected = witness(direction, lecture("coupled"), coupled_start, 15)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start, 15, 0.13, 1e-6), expected, rtol=0, atol=1e-14)


def test_a_zero_gradient_leaves_the_point_alone(lecture):
    """The minimum of a bowl is a fixed point: 0 / eps, and not nan."""
    assert np.all(run(lecture("bowl"), np.zeros(2), 3, 0.1, 1e-8) == 0)
