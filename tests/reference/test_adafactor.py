"""Adafactor against PyTorch, Keras and optax, as a vector and as a matrix, and what it keeps in memory."""

from __future__ import annotations

import jax
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


def test_squares_of_rank_one_are_remembered_exactly():
    """v = r c / mean(r) gives back what is a product already (section 3)."""
    square = jnp.outer(jnp.arange(1.0, 6), jnp.arange(2.0, 6)) ** 2
    np.testing.assert_allclose(adafactor.unfactored(adafactor.factored(square)), square, rtol=1e-14)


def test_no_update_is_longer_than_clip_allows(lecture, coupled_start):
    """rms of a step <= max(eps2, rms(w)) min(alpha, 1/sqrt(t)) clip (section 6)."""
    weights = run(lambda w: jax.lax.exp(3 * w[0]) + w[1] ** 2, coupled_start, clip=0.5)
    rms = np.sqrt(np.mean(weights**2, axis=1))
    steps = np.sqrt(np.mean(np.diff(weights, axis=0) ** 2, axis=1))
    assert (steps <= rms[:-1] * np.minimum(0.3, 1 / np.sqrt(np.arange(1, 21))) * 0.5 + 1e-14).all()
