"""1-bit LAMB by its properties, and by DeepSpeed's rule written out for one worker."""

from __future__ import annotations

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from reference import lamb, one_bit_lamb
from reference.workers import descend_together

LAMB = {"alpha": 0.02, "beta1": 0.7, "beta2": 0.9, "eps": 0.1, "decay": 0.3}
SHARES = np.array([[0.5, 1.0, -0.2], [-1.0, 0.3, 0.8], [0.2, -0.4, 0.1]])
START = np.array([1.3, -0.7, 0.4])


def cost(w, share):
    return jnp.sum((w - share) ** 2 * jnp.array([1.0, 2.0, 0.5])) + w[0] * w[1]


slope = jax.jit(jax.grad(cost))


def run(steps=20, shares=SHARES, **parameters):
    return descend_together(one_bit_lamb, cost, START, shares, steps, **LAMB | parameters)


@pytest.mark.parametrize("shares", [SHARES, SHARES[:1]], ids=["three workers", "one worker"])
def test_while_the_warmup_lasts_it_is_deepspeeds_lamb_without_correction(shares):
    """`lamb` with its correction of the steplength taken back, step by step."""
    w, state = jnp.asarray(START), lamb.init(jnp.asarray(START))
    mean_slope = jax.jit(jax.grad(lambda w: jax.vmap(cost, (None, 0))(w, shares).mean()))
    step = jax.jit(partial(lamb.step, family="deepspeed"))
    for k, result in enumerate(run(shares=shares, warmup=20).weights[0][1:], start=1):
        alpha = 0.02 * (1 - 0.7**k) / np.sqrt(1 - 0.9**k)
        w, state = step(w, mean_slope(w), state, **LAMB | {"alpha": alpha})
        np.testing.assert_allclose(result, w, rtol=0, atol=1e-14)


def written_out(steps, warmup, decay):
    """One worker, line by line in NumPy."""
    w, m, v, e, E, kept, factor, path = START, np.zeros(3), np.zeros(3), np.zeros(3), np.zeros(3), 0.0, 1.0, [START]
    for t in range(1, steps + 1):
        g, last = np.asarray(slope(w, SHARES[0])), m
        m = 0.7 * m + 0.3 * g
        if t <= warmup:
            v = 0.9 * v + 0.1 * g * g
            u = m / (np.sqrt(v) + 0.1) + decay * w
            ratio = np.clip(np.linalg.norm(w) / np.linalg.norm(u), 0.01, 10)
            kept, fresh = 0.9 * kept + 0.1 * ratio, v
        else:
            x = m + e
            c = np.where(x >= 0, 1, -1) * np.linalg.norm(x) / np.sqrt(3)
            e, x = x - c, c + E
            m = np.where(x >= 0, 1, -1) * np.linalg.norm(x) / np.sqrt(3)
            E = x - m
            fresh = 0.9 * fresh + 0.1 * ((m - 0.7 * last) / 0.3) ** 2
            plain = m / (np.sqrt(v) + 0.1)
            u = plain + decay * w
            new = ((np.sqrt(v) + 0.1) / (np.sqrt(fresh) + 0.1)).max()
            share = min(1.0, np.linalg.norm(plain) / np.linalg.norm(u))
            new = np.clip(new * share + 1 - share, 0.5, 4)
            factor = np.clip(new, 0.9 * factor, 1.1 * factor)
            ratio = kept * factor
        w = w - 0.02 * ratio * u
        path.append(w)
    return np.array(path)


@pytest.mark.parametrize("decay", [0.0, 0.3])
def test_it_is_its_rule_written_out(decay):
    result = run(shares=SHARES[:1], warmup=8, decay=decay).weights[0]
    np.testing.assert_allclose(result, written_out(20, 8, decay), rtol=0, atol=1e-13)
