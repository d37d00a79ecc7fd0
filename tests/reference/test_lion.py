"""Lion against Keras and optax, and the length of its steps."""

from __future__ import annotations

import numpy as np
import optax

from reference import lion
from reference.descend import descend

TELLING = {"alpha": 0.07, "beta1": 0.7, "beta2": 0.9}


def run(cost, w, **parameters):
    return np.array(descend(lion, cost, w, 20, **TELLING | parameters).weights)


def test_it_is_keras_lion(lecture, coupled_start, keras_witness):
    settings = {"learning_rate": 0.07, "beta_1": 0.7, "beta_2": 0.9}
    expected = keras_witness("Lion", lecture("coupled"), coupled_start, 20, **settings)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start), expected, rtol=0, atol=1e-15)


def test_it_is_optax_lion(lecture, coupled_start, witness):
    """Without optax' weight decay, 1e-3 if nothing is said."""
    expected = witness(optax.lion(0.07, b1=0.7, b2=0.9, weight_decay=0.0), lecture("coupled"), coupled_start, 20)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start), expected, rtol=0, atol=1e-15)


def test_every_step_has_length_alpha_in_every_direction_whatever_the_slope(lecture, coupled_start):
    """Only a sign is left of the average (Chen et al., section 3.2): a cost a million times as steep, the same run."""
    weights = run(lecture("coupled"), coupled_start)
    steep = run(lambda w: 2.0**20 * lecture("coupled")(w), coupled_start)
    np.testing.assert_allclose(np.abs(np.diff(weights, axis=0)), 0.07, rtol=1e-13)
    np.testing.assert_array_equal(steep, weights)
