"""Full normalization: the step's length, its direction, and the zig-zag."""

from __future__ import annotations

import numpy as np
import optax
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reference import normalized, normalized_full
from reference.descend import descend


def run(cost, w, steps, alpha, eps):
    return np.array(descend(normalized_full, cost, w, steps, alpha=alpha, eps=eps).weights)


def test_it_is_optax_normalized_by_the_norm(lecture, coupled_start, witness):
    """optax divides by the norm plus an eps as well, its own being 1e-6."""
    direction = optax.chain(optax.scale_by_learning_rate(1.0), optax.normalize_by_update_norm(0.13, eps=1e-6))
    expected = witness(direction, lecture("coupled"), coupled_start, 15)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start, 15, 0.13, 1e-6), expected, rtol=0, atol=1e-14)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.001, 1), st.tuples(st.floats(-5, 5), st.floats(-5, 5)))
def test_every_step_has_length_alpha(lecture, alpha, start):
    """The gradient's length cancels: that is what normalization is for."""
    weights = run(lecture("zigzag_1"), np.array(start), 15, alpha, 0.0)
    assume(np.all(np.isfinite(weights)))  # 0 / 0 where a gradient vanishes exactly
    np.testing.assert_allclose(np.linalg.norm(np.diff(weights, axis=0), axis=1), alpha, rtol=1e-12)


def test_the_zigzag_of_the_lecture(lecture):
    """diag(0.5, 9.75) from (10, 1), alpha = 0.1, twenty-five steps."""
    weights = run(lecture("zigzag_1"), np.array([10.0, 1.0]), 25, 0.1, 1e-8)
    np.testing.assert_allclose(weights[1], [9.9543683353, 0.9110182538], rtol=0, atol=5e-10)
    np.testing.assert_allclose(weights[-1], [7.8955640902, 0.0060360172], rtol=0, atol=5e-8)


def test_in_one_dimension_both_normalizations_are_one(lecture):
    """The norm of a number is its absolute value."""
    by_component = descend(normalized, lecture("slow"), -1.0, 9, alpha=0.1, eps=1e-8)
    np.testing.assert_allclose(run(lecture("slow"), -1.0, 9, 0.1, 1e-8), by_component.weights, rtol=0, atol=1e-15)


def test_a_zero_gradient_leaves_the_point_alone(lecture):
    """The minimum of a bowl is a fixed point: 0 / eps, and not nan."""
    assert np.all(run(lecture("bowl"), np.zeros(2), 3, 0.1, 1e-8) == 0)
