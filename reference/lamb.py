"""LAMB: Adam's direction, with steps as long as the layer's weights are.

    m ← β₁ m + (1 − β₁) g            v ← β₂ v + (1 − β₂) g²            t ← t + 1
    u = (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε) + λ w                 m⁰ = v⁰ = 0, t⁰ = 0
    w ← w − α ‖w‖ / ‖u‖ u

w is one layer; where ‖w‖ or ‖u‖ is 0 their ratio is taken as 1. λ is `decay`. This is the paper's, Keras' and
optax' form. family="deepspeed" is another method, that of DeepSpeed's FusedLamb: u is made of m and v as they
are, its ratio is held between 0.01 and 10, and √(1 − β₂ᵗ) / (1 − β₁ᵗ) multiplies the step. As the ratio takes
out any factor of u, the first step there is √(1 − β₂) / (1 − β₁) times the paper's: 0.316 for 0.9 and 0.999.
You et al., "Large batch optimization for deep learning: training BERT in 76 minutes", 2020, Algorithm 2.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from reference.family import by_family


class State(NamedTuple):
    t: Array  # steps taken so far, in w's dtype
    m: Array  # running mean of gradients, of w's shape
    v: Array  # running mean of squared gradients, of w's shape


def init(w: Array) -> State:
    return State(t=jnp.zeros((), w.dtype), m=jnp.zeros_like(w), v=jnp.zeros_like(w))


def step(
    w: Array, g: Array, state: State, *, alpha: Any, beta1: Any, beta2: Any, eps: Any, decay: Any, family: str = "keras"
) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); all but the family are numbers."""
    t = state.t + 1
    m = beta1 * state.m + (1 - beta1) * g
    v = beta2 * state.v + (1 - beta2) * g**2
    mean, square = 1 - beta1**t, 1 - beta2**t  # what m and v have of their size at step t, started from 0
    u = by_family(family, keras=m / mean / (jnp.sqrt(v / square) + eps), deepspeed=m / (jnp.sqrt(v) + eps))
    u = u + decay * w
    plain = ratio(w, u)
    held = jnp.clip(plain, *HELD) * jnp.sqrt(square) / mean
    return w - alpha * by_family(family, keras=plain, deepspeed=held) * u, State(t, m, v)


HELD = (0.01, 10.0)  # DeepSpeed's min_coeff and max_coeff


def ratio(w: Array, u: Array) -> Array:
    """‖w‖ / ‖u‖, or 1 where either is 0."""
    lengths = jnp.sqrt(jnp.sum(w**2)), jnp.sqrt(jnp.sum(u**2))
    some = (lengths[0] > 0) & (lengths[1] > 0)
    return jnp.where(some, lengths[0] / jnp.where(some, lengths[1], 1), 1)
