"""Adamax: the bound on its steps."""

from __future__ import annotations

import numpy as np

from reference import adamax
from reference.descend import descend

TELLING = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}


def run(cost, w, **parameters):
    return np.array(descend(adamax, cost, w, 20, **TELLING | parameters).weights)


def test_no_step_is_longer_than_alpha_while_the_slope_falls(lecture):
    """|m| / (1 - beta1^t) is a mean of past slopes, u at least beta2^s times each (Kingma & Ba, section 7.1); with
    beta2 = 1 it is the largest of them."""
    weights = run(lecture("zigzag_1"), np.array([10.0, 1.0]), eps=0.0, beta2=1.0)
    assert np.abs(np.diff(weights, axis=0)).max() <= 0.1 + 1e-14
    np.testing.assert_allclose(weights[1], [9.9, 0.9], rtol=0, atol=1e-14)
