"""All stationary points, each once: known roots, simple or touching, on the grid or off it; and no others."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.polynomial import Polynomial
from support.precision import float32
from support.rows import few

from reference import stationary_points

WAVY = [-2.56080693807354, -1.60656641486227, -0.512214028356113, 0.535501334461219, 1.53658988014775, 2.67782172973662]
WAVY_BEYOND = [-4.60829888242301, -3.74940451396712, 3.58475181730372, 4.82146917674574]
SINE = [-3 * np.pi / 4, -np.pi / 4, np.pi / 4, 3 * np.pi / 4]


def with_roots(*roots):
    """A polynomial g whose derivative has exactly these roots, as often as they are named."""
    coefficients = Polynomial.fromroots(roots).integ().coef
    return lambda w: jnp.polyval(jnp.array(coefficients[::-1]), w)


@pytest.mark.parametrize(
    ("name", "low", "high", "points"),
    [
        ("quartic", -5, 5, [-1.23477282505329698]),
        ("sine", -3, 3, SINE),
        ("wavy", -3, 3, WAVY),
        ("wavy", -5, 5, sorted(WAVY + WAVY_BEYOND)),
        ("cubic", -1, 2.3, [0]),
        ("slow", -3, 3, [0]),
    ],
)
def test_the_functions_of_the_lecture(lecture, name, low, high, points):
    """To 1e-13: the figures of facts 1.1 have fifteen digits, and w^3 and w^4 only touch."""
    found = stationary_points.solve(lecture(name), low, high)
    np.testing.assert_allclose(found, points, rtol=0, atol=1e-13)


@pytest.mark.parametrize(
    ("roots", "accuracy"),
    few(
        [
            ((1, 1, -2), 1e-13),
            ((-2.95, -2.95, -2.8, -2.8, -2.3, -2.3, -2.3), 1e-6),
            ((0.3, 0.3, 0.3), 1e-13),
            ((-4, -4, -4, 0, 0, 2.5), 1e-11),
            ((0.1, 0.1, 0.15, 0.2, 0.2), 1e-10),
            ((-1.92, -0.02, -0.02, -0.02, 0.03, 0.03, 0.03), 1e-9),
        ],
        2,
    ),
    ids=str,
)
def test_roots_that_only_touch_are_found_once_and_exactly(roots, accuracy):
    """A touching root is a crossing of the next derivative, so it costs no digits; 0.05 is the closest pair."""
    found = stationary_points.solve(with_roots(*roots), -5, 5)
    np.testing.assert_allclose(found, sorted(set(roots)), rtol=0, atol=accuracy)


@pytest.mark.parametrize("roots", [(0.25, 0.25), (-1.25, 0.0, 0.0, 0.0, 2.5)], ids=str)
def test_roots_exactly_on_the_grid_are_found_once(roots):
    """-5 + 10 k / 4000 hits each of them, with g' exactly zero at the end of two cells."""
    found = stationary_points.solve(with_roots(*roots), -5, 5)
    np.testing.assert_allclose(found, sorted(set(roots)), rtol=0, atol=1e-12)


@pytest.mark.parametrize("miss", [1e-2, 1e-7])
def test_a_near_miss_is_no_point(miss):
    """g' = ((w - 1)^2 + miss)(w + 2) comes near to zero at 1 and turns away."""
    slope = (Polynomial.fromroots([1, 1]) + miss) * Polynomial([2, 1])
    coefficients = slope.integ().coef[::-1]
    found = stationary_points.solve(lambda w: jnp.polyval(jnp.array(coefficients), w), -5, 5)
    np.testing.assert_allclose(found, [-2], rtol=0, atol=1e-13)


@pytest.mark.parametrize(
    "g",
    [jnp.exp, lambda w: 3 * w, lambda w: w + w**3 + 0.01 * jnp.sin(9 * w), lambda w: jnp.abs(w - 0.1), jnp.arctan],
    ids=["exp", "line", "rising with a ripple", "kink", "flattening"],
)
def test_a_function_without_stationary_points_has_none(g):
    """Neither where the slope gets small, nor where it jumps over zero, nor where g'' = 0."""
    assert stationary_points.solve(g, -5, 5).shape == (0,)


@pytest.mark.parametrize(
    ("g", "points"),
    [
        (lambda w: w + 1 / w, [-1, 1]),
        (lambda w: jnp.cbrt(w) + w**2, [-(6 ** (-3 / 5))]),
        (lambda w: w * jnp.log(w**2), [-np.exp(-1), np.exp(-1)]),
        (jnp.abs, []),
        (lambda w: w + jnp.log(w), []),
    ],
    ids=["pole", "upright tangent", "infinite slope", "kink", "slope where g is nan"],
)
@pytest.mark.parametrize(("low", "high"), few([(-3, 3), (0, 3), (-2, 2.1), (-2, 0)], 2), ids=str)
def test_where_g_is_not_smooth_there_is_no_point(g, points, low, high):
    """Neither on the grid, nor beside it, nor at an end; and the points elsewhere are found all the same."""
    found = stationary_points.solve(g, low, high)
    np.testing.assert_allclose(found, [v for v in points if low < v < high], rtol=0, atol=1e-13)


def test_float32_is_refused():
    """It could not tell a touching root from a near miss."""
    with float32(), pytest.raises(ValueError, match="jax_enable_x64"):
        stationary_points.solve(jnp.sin, -3, 3)
