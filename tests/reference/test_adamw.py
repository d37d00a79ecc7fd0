"""AdamW: what sets it apart from L2."""

from __future__ import annotations

import numpy as np
import pytest

from reference import adam, adamw
from reference.descend import descend

ADAM = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}


def run(cost, w, decay=0.3, **parameters):
    return np.array(descend(adamw, cost, w, 20, **ADAM | parameters, decay=decay).weights)


def test_without_decay_it_is_adam(lecture, coupled_start):
    """The paper's Adam in the paper's family."""
    expected = descend(adam, lecture("coupled"), coupled_start, 20, **ADAM).weights
    without = run(lecture("coupled"), coupled_start, decay=0.0, family="torch")
    np.testing.assert_allclose(without, expected, rtol=0, atol=1e-15)


@pytest.mark.parametrize("family", ["keras", "torch"])
def test_where_nothing_slopes_the_weights_shrink_geometrically(family):
    """Decay is decoupled: it passes through no average and is divided by no root (Loshchilov & Hutter, section 2)."""
    weights = run(lambda w: 0 * w.sum(), np.array([3.0, -0.01]), decay=0.5, family=family)
    np.testing.assert_allclose(weights, np.outer(0.95 ** np.arange(21), [3.0, -0.01]), rtol=1e-14)
