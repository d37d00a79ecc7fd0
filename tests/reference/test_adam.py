"""Adam against optax and the lecture's runs."""

from __future__ import annotations

import numpy as np
import optax
import pytest

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
