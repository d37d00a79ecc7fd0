"""1-bit LAMB: LAMB until its v has settled; from then on v is frozen, only signs of m are sent, and the layer's
ratio is its average over the warm-up, corrected for what v would be by now.

    m and v as in `one_bit_adam`          u = m / (√v + ε) + λ w          w ← w − α r u
    t ≤ T:   r = ‖w‖ / ‖u‖, held in [0.01, 10]          r̄ ← 0.9 r̄ + 0.1 r          f = 1, x = v
    t > T:   ĝ = (mᵗ − β₁ mᵗ⁻¹) / (1 − β₁)              x ← β₂ x + (1 − β₂) ĝ²
             f ← max (√v + ε) / (√x + ε), held in [0.5, 4] and within a tenth of the last f          r = r̄ f

With λ > 0, f counts only for the share of m / (√v + ε) in u: it is s f + 1 − s with s = min(1, ‖m/(√v + ε)‖ / ‖u‖)
before it is held. w is one layer. DeepSpeed sends all layers in one message and scales each to the same length
before that, which changes nothing for one. Nothing is debiased.
Li et al., "1-bit LAMB: communication efficient large-scale large-batch training with LAMB's convergence speed",
2021, Algorithm 1; DeepSpeed's OnebitLamb with its defaults.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from reference import one_bit
from reference.lamb import HELD, ratio
from reference.one_bit_adam import averages

REMEMBERED = 0.9  # of r̄ at each step of the warm-up: coeff_beta
FACTOR = (0.5, 4.0)  # factor_min and factor_max
CHANGE = 0.1  # of f from step to step, at most: factor_threshold


class State(NamedTuple):
    t: Array  # steps taken so far, in w's dtype
    m: Array  # running mean of gradients, of w's shape, the same for all workers
    v: Array  # running mean of squared gradients until T, of w's shape
    fresh: Array  # the same, gone on with after T (x above)
    ratio: Array  # average of r over the warm-up, in w's dtype (r̄ above)
    factor: Array  # the last f, in w's dtype
    errors: one_bit.Errors  # what the last messages left out


def init(w: Array) -> State:
    none, zero = jnp.zeros_like(w), jnp.zeros((), w.dtype)
    return State(zero, none, none, none, zero, zero + 1, one_bit.none_yet(w))


def step(
    w: Array, g: Array, state: State, *, alpha: Any, beta1: Any, beta2: Any, eps: Any, decay: Any, warmup: Any
) -> tuple[Array, State]:
    """One step of one worker, whose own gradient is g (of w's shape), in a group: see `workers.py`."""
    t = state.t + 1
    warm = t <= warmup
    m, v, errors = averages(warm, g, state, beta1, beta2)
    direction = m / (jnp.sqrt(v) + eps)
    u = direction + decay * w

    implied = (m - beta1 * state.m) / (1 - beta1)
    fresh = jnp.where(warm, v, beta2 * state.fresh + (1 - beta2) * implied**2)
    grown = jnp.max((jnp.sqrt(v) + eps) / (jnp.sqrt(fresh) + eps))
    share = jnp.minimum(1, 1 / ratio(u, direction))
    factor = jnp.where(warm, 1, held(share * grown + 1 - share, state.factor))

    now = jnp.clip(ratio(w, u), *HELD)
    average = jnp.where(warm, REMEMBERED * state.ratio + (1 - REMEMBERED) * now, state.ratio)
    length = jnp.where(warm, now, average * factor)
    return w - alpha * length * u, State(t, m, v, fresh, average, factor, errors)


def held(factor: Array, last: Array) -> Array:
    """The factor within its bounds, and near the last one."""
    return jnp.clip(jnp.clip(factor, *FACTOR), last * (1 - CHANGE), last * (1 + CHANGE))
