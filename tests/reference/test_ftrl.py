"""FTRL without regularization is Adagrad."""

from __future__ import annotations

import numpy as np

from reference import adagrad, ftrl
from reference.descend import descend

TELLING = {"alpha": 0.3, "beta": 0.2, "initial": 0.1, "l1": 0.05, "l2": 0.1}


def run(cost, w, **parameters):
    return np.array(descend(ftrl, cost, w, 20, **TELLING | parameters).weights)


def test_without_regularization_it_is_adagrad_from_zero(lecture):
    """Then the proximal leader is where gradient descent with the same steplengths goes (section 3.1)."""
    start, plain = np.zeros(2), {"beta": 0.0, "l1": 0.0, "l2": 0.0}
    expected = descend(adagrad, lecture("coupled"), start, 20, alpha=0.3, initial=0.1, eps=0.0).weights
    np.testing.assert_allclose(run(lecture("coupled"), start, **plain), expected, rtol=0, atol=1e-14)
