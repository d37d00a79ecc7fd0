"""Minimum, maximum or saddle, where the second derivative decides and where it does not."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from reference import classify


@pytest.mark.parametrize(
    ("name", "v", "kind"),
    [
        ("cubic", 0.0, "saddle"),
        ("slow", 0.0, "minimum"),
        ("quartic", -1.23477282505329698, "minimum"),
        ("sine", np.pi / 4, "maximum"),
        ("sine", -np.pi / 4, "minimum"),
        ("bowl", np.zeros(2), "minimum"),
        ("tilted", np.zeros(2), "minimum"),
        ("coupled", np.array([-0.910719440907, 0.455359720454]), "minimum"),
    ],
)
def test_the_points_of_the_lecture(lecture, name, v, kind):
    """Of facts 1.1; w^3 and w^4 + 0.1 have the same second derivative at 0 and are of different kinds."""
    assert classify.solve(lecture(name), v) == kind


@pytest.mark.parametrize(
    ("curvatures", "kind"), [((2, 1), "minimum"), ((-2, -1), "maximum"), ((2, -1), "saddle")], ids=str
)
def test_the_signs_of_the_eigenvalues_decide(curvatures, kind):
    """w'Cw turned by 30 degrees, so that no entry of the Hessian shows the sign of an eigenvalue."""
    turn = np.array([[np.sqrt(3), -1], [1, np.sqrt(3)]]) / 2
    C = turn @ np.diag(np.array(curvatures, float)) @ turn.T
    assert classify.solve(lambda w: w @ C @ w, np.zeros(2)) == kind


def test_a_point_given_to_ten_digits_is_good_enough(lecture):
    """The homework's points are exact to 1e-10."""
    assert classify.solve(lecture("cubic"), 1e-10) == "saddle"
    assert classify.solve(lecture("slow"), -1e-10) == "minimum"


@pytest.mark.parametrize(
    ("g", "v"), [(lambda w: w**2 if w > -1 else -w, 0.0), (lambda w: w * w, 0)], ids=["branch", "whole number"]
)
def test_a_cost_may_branch_and_a_point_be_a_whole_number(g, v):
    """Nothing is compiled, which a condition on w would forbid."""
    with jax.numpy_dtype_promotion("standard"):
        assert classify.solve(g, v) == "minimum"


@pytest.mark.parametrize(
    ("g", "v", "why"),
    [
        (lambda w: w[0] ** 2 + w[1] ** 4, np.zeros(2), "singular"),
        (lambda w: w[0] ** 2 + w[1] ** 2, np.array([1.0, 0.0]), "not a stationary point"),
        (jnp.exp, 0.0, "not a stationary point"),
        (jnp.abs, 0.0, "not a stationary point"),
        (lambda w: 0 * w, 0.0, "flat"),
    ],
    ids=["singular", "no stationary point", "slope", "kink", "flat"],
)
def test_what_cannot_be_decided_is_refused_in_a_sentence(g, v, why):
    """An assignment that asks for it is wrong: nobody's answer must be compared with a guess."""
    with pytest.raises(ValueError, match=why):
        classify.solve(g, v)
