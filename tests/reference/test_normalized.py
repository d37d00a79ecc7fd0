"""Component-wise normalization where eps or a partial derivative shows; test_libraries.py has its witness."""

from __future__ import annotations

import numpy as np

from reference import normalized
from reference.descend import descend


def run(cost, w, steps, alpha, eps):
    return np.array(descend(normalized, cost, w, steps, alpha=alpha, eps=eps).weights)


def test_eps_slows_down_where_the_gradient_is_as_small(lecture):
    """From -0.002 on w^4 + 0.1 the derivative is 3.2e-8: a step of alpha = 1e-4 shrinks to 7.6e-5."""
    weights = run(lecture("slow"), -0.002, 10, 1e-4, 1e-8)
    np.testing.assert_allclose(weights[[1, -1]], [-0.00192380952381, -0.010 + 0.008648981009103], rtol=0, atol=1e-14)


def test_a_zero_partial_derivative_leaves_its_coordinate_alone(lecture):
    """From (3, 0) on the zig-zag the second partial is exactly 0: 0 / eps, and not nan."""
    weights = run(lecture("zigzag_1"), np.array([3.0, 0.0]), 15, 0.1, 1e-8)
    assert np.all(weights[:, 1] == 0) and weights[-1, 0] < 1.6
