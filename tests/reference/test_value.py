"""The cost at a point, against its formula in plain Python."""

from __future__ import annotations

import math

import numpy as np
import pytest

from grader.model.arguments.costs import make_cost
from reference import value


@pytest.mark.parametrize("w", [2.0, 2.5, -1.3, 0.0])
def test_the_value_is_the_formulas(lecture, w):
    """By hand: g(2) = 0.8 and g(2.5) = 1.40625."""
    found = value.solve(lecture("quartic"), w)
    assert found.shape == () and found.dtype == np.float64
    assert float(found) == pytest.approx((w**4 + w**2 + 10 * w) / 50, abs=1e-15)


def test_points_of_several_coordinates_have_one_value(lecture):
    w = np.array([1.3, -0.7])
    expected = math.fsum([w[0] ** 4 / 4, w[0] * w[1], w[1] ** 2, 0.3 * w[0]])
    assert float(value.solve(lecture("coupled"), w)) == pytest.approx(expected, abs=1e-15)


def test_the_dtype_is_that_of_the_point(lecture):
    assert value.solve(lecture("quartic"), np.float32(2)).dtype == np.float32
    assert make_cost("quartic", np)(2.0) == pytest.approx(0.8)
