"""AdamW: what sets it apart from L2."""

from __future__ import annotations

import numpy as np
import pytest

from reference import adamw
from reference.descend import descend

ADAM = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}


def run(cost, w, decay=0.3, **parameters):
    return np.array(descend(adamw, cost, w, 20, **ADAM | parameters, decay=decay).weights)


@pytest.mark.parametrize("family", ["keras", "torch"])
def test_where_nothing_slopes_the_weights_shrink_geometrically(family):
    """Decay is decoupled: it passes through no average and is divided by no root (Loshchilov & Hutter, section 2)."""
    weights = run(lambda w: 0 * w.sum(), np.array([3.0, -0.01]), decay=0.5, family=family)
    np.testing.assert_allclose(weights, np.outer(0.95 ** np.arange(21), [3.0, -0.01]), rtol=1e-14)
