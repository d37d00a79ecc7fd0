"""Adadelta: Zeiler's argument of units."""

from __future__ import annotations

import numpy as np

from reference import adadelta
from reference.descend import descend

TELLING = {"alpha": 0.9, "rho": 0.8, "eps": 0.01}


def run(cost, w, steps=20, **parameters):
    return np.array(descend(adadelta, cost, w, steps, **TELLING | parameters).weights)


def test_steps_have_the_unit_of_w_once_eps_is_small(coupled_start):
    """Both roots are of squares, so that the slope's own size cancels (Zeiler, section 3.2): a million times as
    steep, the same steps."""
    weights = [run(lambda w, c=c: c * w.sum(), coupled_start, alpha=1.0, eps=1e-9) for c in (1.0, 1e6)]
    np.testing.assert_allclose(weights[1], weights[0], rtol=0, atol=1e-10)
    assert np.ptp(weights[0][:, 0]) > 1e-4
