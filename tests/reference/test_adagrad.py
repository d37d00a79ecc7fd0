"""Adagrad against Keras, optax and PyTorch, and what the paper says of its scale."""

from __future__ import annotations

import numpy as np
import optax

from reference import adagrad
from reference.descend import descend

TELLING = {"alpha": 0.3, "initial": 0.1, "eps": 0.05}


def run(cost, w, **parameters):
    return np.array(descend(adagrad, cost, w, 20, **TELLING | parameters).weights)


def test_it_is_keras_adagrad(lecture, coupled_start, keras_witness):
    settings = {"learning_rate": 0.3, "initial_accumulator_value": 0.1, "epsilon": 0.05}
    expected = keras_witness("Adagrad", lecture("coupled"), coupled_start, 20, **settings)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start), expected, rtol=0, atol=1e-15)


def test_it_is_optax_adagrad(lecture, coupled_start, witness):
    transformation = optax.adagrad(0.3, initial_accumulator_value=0.1, eps=0.05)
    expected = witness(transformation, lecture("coupled"), coupled_start, 20)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start), expected, rtol=0, atol=1e-15)


def test_the_other_family_is_pytorch(lecture, coupled_start, torch_witness):
    settings = {"lr": 0.3, "initial_accumulator_value": 0.1, "eps": 0.05}
    expected = torch_witness("Adagrad", lecture("coupled"), coupled_start, 20, **settings)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start, family="torch"), expected, rtol=0, atol=1e-15)


def test_its_kth_step_along_a_constant_slope_is_alpha_over_the_root_of_k(coupled_start):
    """From 0 and without eps the sum after k steps is k g^2, whatever g is (Duchi et al., section 1.1)."""
    weights = run(lambda w: 7 * w[0] - 0.01 * w[1], coupled_start, initial=0.0, eps=0.0)
    steps = np.diff(weights, axis=0) * [-1, 1]
    np.testing.assert_allclose(steps, np.outer(0.3 / np.sqrt(np.arange(1, 21)), [1, 1]), rtol=1e-13)
