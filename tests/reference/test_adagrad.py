"""Adagrad: what the paper says of its scale."""

from __future__ import annotations

import numpy as np

from reference import adagrad
from reference.descend import descend

TELLING = {"alpha": 0.3, "initial": 0.1, "eps": 0.05}


def run(cost, w, **parameters):
    return np.array(descend(adagrad, cost, w, 20, **TELLING | parameters).weights)


def test_its_kth_step_along_a_constant_slope_is_alpha_over_the_root_of_k(coupled_start):
    """From 0 and without eps the sum after k steps is k g^2, whatever g is (Duchi et al., section 1.1)."""
    weights = run(lambda w: 7 * w[0] - 0.01 * w[1], coupled_start, initial=0.0, eps=0.0)
    steps = np.diff(weights, axis=0) * [-1, 1]
    np.testing.assert_allclose(steps, np.outer(0.3 / np.sqrt(np.arange(1, 21)), [1, 1]), rtol=1e-13)
