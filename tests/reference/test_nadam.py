"""Nadam against Keras, optax and PyTorch, each with its own schedule of the momentum."""

from __future__ import annotations

import numpy as np
import optax

from reference import adam, nadam
from reference.descend import descend

TELLING = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}


def run(cost, w, **parameters):
    return np.array(descend(nadam, cost, w, 20, **TELLING | parameters).weights)


def test_it_is_keras_nadam(lecture, coupled_start, keras_witness):
    settings = {"learning_rate": 0.1, "beta_1": 0.7, "beta_2": 0.9, "epsilon": 0.1}
    expected = keras_witness("Nadam", lecture("coupled"), coupled_start, 20, **settings)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start), expected, rtol=0, atol=1e-15)


def test_the_family_of_optax_is_optax(lecture, coupled_start, witness):
    expected = witness(optax.nadam(0.1, b1=0.7, b2=0.9, eps=0.1), lecture("coupled"), coupled_start, 20)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start, family="optax"), expected, rtol=0, atol=1e-15)


def test_the_family_of_pytorch_is_pytorch(lecture, coupled_start, torch_witness):
    """1.4e-9 apart: PyTorch keeps the product of the momentums in float32, whatever the weights are."""
    expected = torch_witness("NAdam", lecture("coupled"), coupled_start, 20, lr=0.1, betas=(0.7, 0.9), eps=0.1)
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start, family="torch"), expected, rtol=0, atol=1e-8)


def test_the_three_families_are_three_methods(lecture, coupled_start):
    """0.05 apart and more: an assignment has to name one."""
    runs = [run(lecture("coupled"), coupled_start, family=family) for family in ("keras", "torch", "optax")]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert np.abs(runs[one] - runs[other]).max() > 0.01


def test_without_momentum_there_is_nothing_to_look_ahead_along(lecture, coupled_start):
    """beta1 = 0 leaves Adam with beta1 = 0."""
    expected = descend(adam, lecture("coupled"), coupled_start, 20, **TELLING | {"beta1": 0.0}).weights
    np.testing.assert_allclose(run(lecture("coupled"), coupled_start, beta1=0.0), expected, rtol=0, atol=1e-15)
