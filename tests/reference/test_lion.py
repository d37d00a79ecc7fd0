"""Lion: the length of its steps."""

from __future__ import annotations

import numpy as np

from reference import lion
from reference.descend import descend

TELLING = {"alpha": 0.07, "beta1": 0.7, "beta2": 0.9}


def run(cost, w, **parameters):
    return np.array(descend(lion, cost, w, 20, **TELLING | parameters).weights)


def test_every_step_has_length_alpha_in_every_direction_whatever_the_slope(lecture, coupled_start):
    """Only a sign is left of the average (Chen et al., section 3.2): a cost a million times as steep, the same run."""
    weights = run(lecture("coupled"), coupled_start)
    steep = run(lambda w: 2.0**20 * lecture("coupled")(w), coupled_start)
    np.testing.assert_allclose(np.abs(np.diff(weights, axis=0)), 0.07, rtol=1e-13)
    np.testing.assert_array_equal(steep, weights)
