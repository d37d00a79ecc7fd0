"""1-bit Adam: Adam until its v has settled; from then on v is frozen and only signs of m are sent.

    m̃ = β₁ m + (1 − β₁) gᵢ          gᵢ worker i's gradient          t ← t + 1          m⁰ = v⁰ = 0, t⁰ = 0
    t ≤ T:   m ← mean of m̃          v ← β₂ v + (1 − β₂) (mean of gᵢ)²
    t > T:   m ← mean of m̃, sent in one bit a number (`one_bit`)
    w ← w − α m / (√v + ε)

T is `warmup`. Nothing is debiased, as in the paper and in DeepSpeed's OnebitAdam, whose first call, which only
makes buffers, is not counted here. A group of one is compressed, too, which DeepSpeed leaves out.
Tang et al., "1-bit Adam: communication efficient large-scale training with Adam's convergence speed", 2021,
Algorithm 1.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from reference import one_bit


class State(NamedTuple):
    t: Array  # steps taken so far, in w's dtype
    m: Array  # running mean of gradients, of w's shape, the same for all workers
    v: Array  # running mean of squared gradients, of w's shape, the same for all workers
    errors: one_bit.Errors  # what the last messages left out


def init(w: Array) -> State:
    return State(jnp.zeros((), w.dtype), jnp.zeros_like(w), jnp.zeros_like(w), one_bit.none_yet(w))


def step(
    w: Array, g: Array, state: State, *, alpha: Any, beta1: Any, beta2: Any, eps: Any, warmup: Any
) -> tuple[Array, State]:
    """One step of one worker, whose own gradient is g (of w's shape), in a group: see `workers.py`."""
    t = state.t + 1
    m, v, errors = averages(t <= warmup, g, state, beta1, beta2)
    return w - alpha * m / (jnp.sqrt(v) + eps), State(t, m, v, errors)


def averages(warm: Array, g: Array, state: Any, beta1: Any, beta2: Any) -> tuple[Array, Array, one_bit.Errors]:
    """m, v and errors after this step. Both ways to take it are worked out, and one is chosen."""
    own = beta1 * state.m + (1 - beta1) * g
    in_full = one_bit.mean(own), beta2 * state.v + (1 - beta2) * one_bit.mean(g) ** 2, state.errors
    m, errors = one_bit.compressed_mean(own, state.errors)
    chosen: tuple[Array, Array, one_bit.Errors]
    chosen = jax.tree.map(partial(jnp.where, warm), in_full, (m, state.v, errors))
    return chosen
