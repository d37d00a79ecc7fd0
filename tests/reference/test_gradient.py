"""Automatic differentiation against the formula by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference import gradient


def by_hand(w):
    """Chain and product rule on 2^sin(u) tanh(w_1^4 T)."""
    u, bend = 0.1 * w[0] ** 2 + 0.5 * w[1] ** 2, np.sin(0.2 * w[1] ** 2)
    T, P = np.tanh(w[0] + bend), 2 ** np.sin(u)
    V = np.tanh(w[1] ** 4 * T)
    along, inner = P * np.log(2) * np.cos(u) * V, P * (1 - V**2)
    swing = (1 - T**2) * np.cos(0.2 * w[1] ** 2) * 0.4 * w[1]
    return np.array(
        [
            along * 0.2 * w[0] + inner * w[1] ** 4 * (1 - T**2),
            along * w[1] + inner * (4 * w[1] ** 3 * T + w[1] ** 4 * swing),
        ]
    )


@settings(max_examples=30, deadline=None)
@given(st.tuples(st.floats(-2, 2), st.floats(-2, 2)))
def test_it_is_the_formula_by_hand_everywhere(lecture, w):
    """No point of the homework is special."""
    w = np.array(w)
    np.testing.assert_allclose(gradient.solve(lecture("ripple"), w), by_hand(w), rtol=1e-12, atol=1e-13)


def test_the_dtype_of_w_is_the_dtype_of_the_gradient(lecture):
    """float32 in, float32 out."""
    assert gradient.solve(lecture("ripple"), np.array([1, 1], np.float32)).dtype == np.float32


def test_a_point_of_integers_is_refused(lecture):
    """Integers have no neighbours to differentiate along."""
    with pytest.raises(TypeError, match="int"):
        gradient.solve(lecture("bowl"), np.array([3, 4]))


def test_a_cost_may_branch_and_change():
    """Nothing is compiled or kept: every call asks the cost anew."""
    factors = [2.0, 3.0]

    def cost(w):
        return factors.pop() * w if w > 0 else w

    assert [gradient.solve(cost, 1.0) for _ in range(2)] == [3.0, 2.0]
