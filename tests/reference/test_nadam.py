"""Nadam: each library has its own schedule of the momentum."""

from __future__ import annotations

import numpy as np

from reference import adam, nadam
from reference.descend import descend

TELLING = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}


def run(cost, w, **parameters):
    return np.array(descend(nadam, cost, w, 20, **TELLING | parameters).weights)


def test_the_three_families_are_three_methods(lecture, coupled_start):
    """0.05 apart and more: an assignment has to name one."""
    runs = [run(lecture("coupled"), coupled_start, family=family) for family in ("keras", "torch", "optax")]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert np.abs(runs[one] - runs[other]).max() > 0.01


def test_without_momentum_there_is_nothing_to_look_ahead_along(lecture, coupled_start):
    """beta1 = 0 leaves Adam with beta1 = 0."""
    expected = descend(adam, lecture("coupled"), coupled_start, 20, **TELLING | {"beta1": 0.0}).weights
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start, beta1=0.0), expected, rtol=0, atol=1e-15)
