"""The heavy ball against the momentum that it must not be mistaken for."""

from __future__ import annotations

import numpy as np

from reference import heavy_ball, momentum
from reference.descend import descend


def test_it_is_momentum_with_a_steplength_divided_by_one_minus_beta(lecture, coupled_start):
    """h = -(1 - beta) z, so that alpha h at alpha / (1 - beta) is -alpha z."""
    ball = descend(heavy_ball, lecture("coupled"), coupled_start, 20, alpha=0.06, beta=0.4)
    average = descend(momentum, lecture("coupled"), coupled_start, 20, alpha=0.1, beta=0.4)
    np.testing.assert_allclose(ball.weights, average.weights, rtol=0, atol=1e-14)
