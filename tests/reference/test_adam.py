"""Adam against optax, Algorithm 1 written out in NumPy, and its two famous properties."""

from __future__ import annotations

import numpy as np
import optax
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference import adam
from reference.descend import descend

PLAIN = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
TELLING = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}  # eps large, so that its place shows


def run(cost, w, steps, **parameters):
    return np.array(descend(adam, cost, w, steps, **parameters).weights)


@pytest.mark.parametrize("start", [[1.3, -0.7], [0.0, 0.0]], ids=["far", "one partial is zero"])
def test_it_is_optax_adam(lecture, start, witness):
    """optax keeps eps outside the root, as the paper does."""
    expected = witness(optax.adam(0.1, b1=0.7, b2=0.9, eps=0.1), lecture("coupled"), np.array(start), 40)
    np.testing.assert_allclose(run(lecture("coupled"), np.array(start), 40, **TELLING), expected, rtol=0, atol=2e-15)


@pytest.mark.parametrize(
    ("cost", "w", "steps", "alpha", "last"),
    [
        ("quartic", 2.5, 100, 0.1, -1.2581667912),
        ("quartic", 2.0, 10, 0.001, 1.9900035201),
        ("slow", -1.0, 10, 0.1, -0.2098619943),
        ("zigzag_1", np.array([10.0, 1.0]), 100, 0.1, [2.2444604264, 0.0029366763]),
    ],
)
def test_the_runs_of_the_lecture(lecture, cost, w, steps, alpha, last):
    """The defaults of the paper."""
    weights = run(lecture(cost), w, steps, alpha=alpha, **PLAIN)
    np.testing.assert_allclose(weights[-1], last, rtol=0, atol=6e-11)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.001, 1), st.floats(0, 0.99), st.floats(0, 0.999), st.tuples(st.floats(0.1, 5), st.floats(-5, -0.1)))
def test_the_first_step_has_length_alpha_in_every_direction(lecture, alpha, beta1, beta2, start):
    """Debiasing makes m / sqrt(v) the sign of the gradient on step 1 (Kingma & Ba, section 2.1)."""
    w = np.array(start)
    weights = run(lecture("zigzag_1"), w, 10, alpha=alpha, beta1=beta1, beta2=beta2, eps=1e-12)
    np.testing.assert_allclose(weights[1] - w, -alpha * np.sign(w), rtol=1e-9)


def test_scaling_the_cost_changes_nothing_but_eps(lecture, coupled_start):
    """m and sqrt(v) scale alike, so that c g with eps c is g with eps: Adam has no units (section 2.1)."""
    plain = run(lecture("coupled"), coupled_start, 40, **TELLING)
    scaled = run(lambda w: 1024 * lecture("coupled")(w), coupled_start, 40, **TELLING | {"eps": 102.4})
    np.testing.assert_allclose(scaled, plain, rtol=0, atol=1e-13)
