"""The loop: its history, its dtypes, what it compiles, and that a batch of runs is the runs."""

from __future__ import annotations

import jax
import numpy as np
import pytest

from reference import adam, descend, gradient_descent, momentum, normalized
from reference.descend import History, descend_batch

ADAM = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}


def run(method, cost, w, steps=20, **parameters) -> History:
    return descend.descend(method, cost, w, steps, **parameters)


def test_a_history_starts_at_w_and_has_one_entry_more_than_steps(lecture, coupled_start):
    """The homework's convention: entry 0 is the starting point and entry k the k-th iterate."""
    history = run(momentum, lecture("coupled"), coupled_start, alpha=0.1, beta=0.6)
    assert history.weights.shape == (21, 2) and history.costs.shape == (21,)
    assert np.array_equal(history.weights[0], coupled_start)


def test_every_cost_is_the_cost_of_its_own_weights(lecture, coupled_start):
    """Costs that lag one step behind are the most frequent mistake of real submissions."""
    cost = lecture("coupled")
    history = run(momentum, cost, coupled_start, alpha=0.1, beta=0.6)
    np.testing.assert_allclose(history.costs, [cost(w) for w in history.weights], rtol=1e-14)


def test_a_float_is_a_point_of_no_dimension(lecture):
    """N = 1 is written as in the lecture, g(w) with a number w: weights are then (K + 1,)."""
    assert run(gradient_descent, lecture("quartic"), 2.5, alpha=1.0).weights.shape == (21,)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        (gradient_descent, {"alpha": "diminishing"}),
        (momentum, {"alpha": 0.1, "beta": 0.6}),
        (normalized, {"alpha": 0.1, "eps": 1e-8}),
        (adam, ADAM),
    ],
    ids=["gradient_descent", "momentum", "normalized", "adam"],
)
def test_the_dtype_of_the_start_is_the_dtype_of_everything(lecture, coupled_start, method, parameters, dtype):
    """A float32 run earns float32's tolerance, so that not one operation in it may be float64."""
    history = run(method, lecture("coupled"), coupled_start.astype(dtype), **parameters)
    assert history.weights.dtype == dtype and history.costs.dtype == dtype


def test_float32_and_float64_tell_the_same_story(lecture, coupled_start):
    """On a stable case honest float32 stays within 2e-5 of float64."""
    single = run(adam, lecture("coupled"), coupled_start.astype(np.float32), **ADAM)
    double = run(adam, lecture("coupled"), coupled_start, **ADAM)
    difference = np.max(np.abs(np.array(single.weights, float) - np.array(double.weights)))
    assert 0 < difference < 2e-5


def test_new_numbers_compile_nothing(lecture, coupled_start):
    """A key has many cases of one method on one cost: only the first one pays for the compiler."""
    traced = []

    def cost(w):
        traced.append(w)
        return lecture("coupled")(w)

    run(adam, cost, coupled_start, **ADAM)
    once = len(traced)
    run(adam, cost, coupled_start + 1, **ADAM | {"alpha": 0.2, "eps": 1e-8})
    assert len(traced) == once > 0


def test_a_batch_is_its_runs_one_by_one(lecture, coupled_start):
    """Batched over starts, over a number and over jitter at once; another number is shared by all."""
    rng = np.random.default_rng(0)
    starts = coupled_start + rng.uniform(-0.5, 0.5, (4, 2))
    alphas, jitter = rng.uniform(0.05, 0.2, 4), rng.uniform(0.9, 1.1, (4, 20, 2, 2))
    batch = descend_batch(momentum, lecture("coupled"), starts, 20, jitter=jitter, alpha=alphas, beta=0.6)
    for i in range(4):
        single = run(momentum, lecture("coupled"), starts[i], jitter=jitter[i], alpha=alphas[i], beta=0.6)
        np.testing.assert_allclose(batch.weights[i], single.weights, rtol=0, atol=1e-14)
        np.testing.assert_allclose(batch.costs[i], single.costs, rtol=0, atol=1e-14)


def test_jitter_of_ones_changes_no_bit(lecture, coupled_start):
    """A run without jitter is the perturbed run at perturbation zero, through the same compiled loop."""
    plain = run(adam, lecture("coupled"), coupled_start, **ADAM)
    ones = run(adam, lecture("coupled"), coupled_start, jitter=np.ones((20, 2, 2)), **ADAM)
    np.testing.assert_array_equal(plain.weights, ones.weights)


def test_factor_0_moves_the_point_and_factor_1_the_gradient(lecture):
    """On w_0^2 + w_1^2 + 2 the gradient is 2w: both factors scale it, each in its own step and coordinate."""
    jitter = np.ones((20, 2, 2))
    jitter[0, 0], jitter[1, 1] = [3, 1], [1, 5]
    history = run(gradient_descent, lecture("bowl"), np.array([1.0, 1.0]), jitter=jitter, alpha=0.1)
    np.testing.assert_allclose(history.weights[1:3], [[0.4, 0.8], [0.32, 0.0]], atol=1e-15)


def test_products_of_matrices_keep_float32(coupled_start):
    """A GPU would otherwise round them to TF32: the loop asks for the highest precision, and JAX records it."""
    C = np.eye(2, dtype=np.float32)
    w = coupled_start.astype(np.float32)
    trace = jax.make_jaxpr(lambda w: run(gradient_descent, lambda w: w @ (C @ w), w, alpha=0.1))(w)
    assert str(trace).count("dot_general") == str(trace).count("precision=(Precision.HIGHEST") > 0


def test_an_unknown_parameter_is_refused(lecture, coupled_start):
    """A misspelt name must not fall back to a default: no method has one."""
    with pytest.raises(TypeError, match="epsilon"):
        run(normalized, lecture("coupled"), coupled_start, alpha=0.1, epsilon=1e-8)


def test_a_start_of_integers_is_refused(lecture):
    """The book's own notebook starts from integers and truncates every step."""
    with pytest.raises(TypeError, match="int"):
        run(gradient_descent, lecture("bowl"), np.array([3, 4]), alpha=0.1)


def test_a_batch_needs_one_number_for_each_run(lecture, coupled_start):
    """Three steplengths for two starts cannot be meant."""
    with pytest.raises(ValueError, match="broadcast"):
        descend_batch(gradient_descent, lecture("coupled"), np.stack([coupled_start] * 2), 20, alpha=[0.1] * 3)
