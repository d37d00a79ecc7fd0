"""Adafactor against PyTorch, Keras and optax, as a vector and as a matrix, and what it keeps in memory."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import optax
import pytest

from reference import adafactor
from reference.descend import descend

DEFAULT = {"alpha": 0.3, "power": -0.8, "eps1": 1e-30, "eps2": 1e-3, "clip": 1.0}


def tangle(w):
    """A cost of a matrix (2, 3) whose gradients are of no low rank."""
    return jnp.sum(jnp.sin(w) * jnp.arange(1.0, 7.0).reshape(2, 3)) + jnp.sum(w**4) + w[0, 0] * w[1, 2]


@pytest.fixture(params=["vector", "matrix"])
def case(request, lecture, coupled_start):
    if request.param == "vector":
        return lecture("coupled"), coupled_start
    return tangle, np.array([[0.3, -0.7, 1.1], [0.5, 0.9, -1.3]])


def run(cost, w, **parameters):
    return np.array(descend(adafactor, cost, w, 20, **DEFAULT | parameters).weights)


def test_it_is_pytorch_adafactor(case, torch_witness):
    expected = torch_witness("Adafactor", *case, 20, lr=0.3, weight_decay=0.0)
    np.testing.assert_allclose(run(*case), expected, rtol=0, atol=1e-15)


def test_it_is_keras_adafactor(case, keras_witness):
    """To 4e-8: Keras takes the power of t in float32."""
    expected = keras_witness("Adafactor", *case, 20, learning_rate=0.3, relative_step=False)
    np.testing.assert_allclose(run(*case), expected, rtol=0, atol=2e-7)


def test_it_is_optax_adafactor(case, witness):
    """To 2e-8, as optax takes the power of t in float32; at an alpha below 1/sqrt(t), which optax has not."""
    expected = witness(optax.adafactor(0.05, min_dim_size_to_factor=1), *case, 20)
    np.testing.assert_allclose(run(*case, alpha=0.05), expected, rtol=0, atol=2e-7)


def test_a_matrix_costs_its_rows_and_columns_only():
    """The paper's point: 50 + 70 numbers for 3500."""
    kept = adafactor.init(jnp.zeros((50, 70))).v
    assert sum(x.size for x in kept) == 120
