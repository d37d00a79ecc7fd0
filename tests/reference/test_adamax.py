"""Adamax against Keras, optax and PyTorch, and the bound on its steps."""

from __future__ import annotations

import numpy as np
import optax

from reference import adamax
from reference.descend import descend

TELLING = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}


def run(cost, w, **parameters):
    return np.array(descend(adamax, cost, w, 20, **TELLING | parameters).weights)


def test_it_is_keras_adamax(lecture, coupled_start, keras_witness):
    settings = {"learning_rate": 0.1, "beta_1": 0.7, "beta_2": 0.9, "epsilon": 0.1}
    expected = keras_witness("Adamax", lecture("coupled"), coupled_start, 20, **settings)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start), expected, rtol=0, atol=1e-15)


def test_the_other_family_is_optax(lecture, coupled_start, witness):
    expected = witness(optax.adamax(0.1, b1=0.7, b2=0.9, eps=0.1), lecture("coupled"), coupled_start, 20)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start, family="torch"), expected, rtol=0, atol=1e-15)


def test_the_other_family_is_pytorch(lecture, coupled_start, torch_witness):
    expected = torch_witness("Adamax", lecture("coupled"), coupled_start, 20, lr=0.1, betas=(0.7, 0.9), eps=0.1)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start, family="torch"), expected, rtol=0, atol=1e-15)


def test_no_step_is_longer_than_alpha_while_the_slope_falls(lecture):
    """|m| / (1 - beta1^t) is a mean of past slopes, u at least beta2^s times each (Kingma & Ba, section 7.1); with
    beta2 = 1 it is the largest of them."""
    weights = run(lecture("zigzag_1"), np.array([10.0, 1.0]), eps=0.0, beta2=1.0)
    assert np.abs(np.diff(weights, axis=0)).max() <= 0.1 + 1e-14
    np.testing.assert_allclose(weights[1], [9.9, 0.9], rtol=0, atol=1e-14)
