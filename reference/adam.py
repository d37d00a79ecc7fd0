"""Adam: a running mean of gradients over a running RMS of gradients, both debiased.

    m ← β₁ m + (1 − β₁) g            v ← β₂ v + (1 − β₂) g²            t ← t + 1
    w ← w − α (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)                 m⁰ = v⁰ = 0, t⁰ = 0

ε stands outside the root and beside the debiased v, as in the paper, PyTorch and optax. Keras puts it beside
the v that is not debiased, which is another method as soon as ε is not tiny.
Kingma & Ba, "Adam: A Method for Stochastic Optimization", 2015, Algorithm 1.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array


class State(NamedTuple):
    t: Array  # steps taken so far, in w's dtype
    m: Array  # running mean of gradients, of w's shape
    v: Array  # running mean of squared gradients, of w's shape


def init(w: Array) -> State:
    return State(t=jnp.zeros((), w.dtype), m=jnp.zeros_like(w), v=jnp.zeros_like(w))


def step(w: Array, g: Array, state: State, *, alpha: Any, beta1: Any, beta2: Any, eps: Any) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); alpha, beta1, beta2 and eps are numbers."""
    t = state.t + 1
    m = beta1 * state.m + (1 - beta1) * g
    v = beta2 * state.v + (1 - beta2) * g**2
    mean, square = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - alpha * mean / (jnp.sqrt(square) + eps), State(t, m, v)
