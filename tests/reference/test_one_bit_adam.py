"""1-bit Adam by its properties: no other implementation runs on a CPU without a group of processes."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from reference import one_bit_adam
from reference.descend import descend
from reference.workers import descend_together

ADAM = {"alpha": 0.02, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}
SHARES = np.array([[0.5, 1.0, -0.2], [-1.0, 0.3, 0.8], [0.2, -0.4, 0.1]])
START = np.array([1.3, -0.7, 0.4])


def cost(w, share):
    return jnp.sum((w - share) ** 2 * jnp.array([1.0, 2.0, 0.5])) + w[0] * w[1]


slope = jax.jit(jax.grad(cost))


def run(steps=20, shares=SHARES, **parameters):
    return descend_together(one_bit_adam, cost, START, shares, steps, **ADAM | parameters)


class AdamWithoutCorrection:
    """Written out here, for `descend`."""

    @staticmethod
    def init(w):
        return jnp.zeros_like(w), jnp.zeros_like(w)

    @staticmethod
    def step(w, g, state, *, alpha, beta1, beta2, eps):
        m, v = beta1 * state[0] + (1 - beta1) * g, beta2 * state[1] + (1 - beta2) * g**2
        return w - alpha * m / (jnp.sqrt(v) + eps), (m, v)


@pytest.mark.parametrize("shares", [SHARES, SHARES[:1]], ids=["three workers", "one worker"])
def test_while_the_warmup_lasts_it_is_adam_on_the_mean_of_all_costs(shares):
    """Without correction, as the paper and DeepSpeed have it."""
    expected = descend(AdamWithoutCorrection, lambda w: jax.vmap(cost, (None, 0))(w, shares).mean(), START, 20, **ADAM)
    np.testing.assert_allclose(run(shares=shares, warmup=20).weights[0], expected.weights, rtol=0, atol=1e-14)


def test_v_is_frozen_after_the_warmup_and_moves_before():
    v = run(warmup=8).states.v[0]
    assert (np.abs(np.diff(v[:8], axis=0)).max(axis=1) > 1e-4).all()
    np.testing.assert_array_equal(v[8:], np.broadcast_to(v[7], (12, 3)))


def test_m_has_one_length_in_all_entries_after_the_warmup():
    """It is what the server tells: one bit an entry."""
    m = np.abs(run(warmup=8).states.m[0])
    assert np.ptp(m[:8], axis=1).min() > 1e-3
    np.testing.assert_allclose(m[8:], np.broadcast_to(m[8:, :1], (12, 3)), rtol=1e-15)


def test_what_is_left_out_is_said_later():
    """Sums telescope: all that was result, plus the last errors, is all that was meant (Tang et al., section 4.2)."""
    done, warm = run(warmup=8), 8
    m, errors = np.asarray(done.states.m[0]), done.states.errors
    w = np.asarray(done.weights[0])
    before = np.concatenate([np.zeros((1, 3)), m])[warm:-1]  # the m that each step started from
    slopes = np.array([[slope(x, share) for x in w[warm:-1]] for share in SHARES])
    meant = (0.7 * before + 0.3 * slopes).mean(0).sum(0)
    left = np.asarray(errors.worker[:, -1]).mean(0) + np.asarray(errors.server[0, -1])
    np.testing.assert_allclose(m[warm:].sum(0) + left, meant, rtol=0, atol=1e-13)
    assert np.abs(left).max() > 1e-3


def test_it_finds_the_minimizer_of_the_mean_although_it_says_one_bit():
    """The claim of the paper. All coordinates get one length of m, so that a fixed alpha leaves them swinging."""
    targets = np.random.default_rng(0).standard_normal((4, 50))
    numbers = {"alpha": 0.01, "beta1": 0.7, "beta2": 0.99, "eps": 0.1, "warmup": 100}
    result = descend_together(one_bit_adam, lambda w, x: jnp.vdot(w - x, w - x), np.zeros(50), targets, 300, **numbers)
    gap = np.linalg.norm(np.asarray(result.weights[0]) - targets.mean(0), axis=1)
    assert gap[-50:].max() < 0.1 * gap[0]
