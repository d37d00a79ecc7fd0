"""Adamax: Adam with the largest gradient, older ones counting less, in place of the RMS.

    m ← β₁ m + (1 − β₁) g            u ← max(β₂ u, |g|)            t ← t + 1
    w ← w − α / (1 − β₁ᵗ) m / (u + ε)                              m⁰ = u⁰ = 0, t⁰ = 0

A maximum needs no debiasing. The paper has no ε; Keras adds it to u, family="torch", as optax, to |g| inside
the maximum.
Kingma & Ba, "Adam: A Method for Stochastic Optimization", 2015, Algorithm 2; the form of Keras 3.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from reference.family import by_family


class State(NamedTuple):
    t: Array  # steps taken so far, in w's dtype
    m: Array  # running mean of gradients, of w's shape
    u: Array  # decaying maximum of |g|, of w's shape


def init(w: Array) -> State:
    return State(t=jnp.zeros((), w.dtype), m=jnp.zeros_like(w), u=jnp.zeros_like(w))


def step(
    w: Array, g: Array, state: State, *, alpha: Any, beta1: Any, beta2: Any, eps: Any, family: str = "keras"
) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); alpha, beta1, beta2 and eps are numbers."""
    within, beside = by_family(family, keras=(0, eps), torch=(eps, 0))
    t = state.t + 1
    m = beta1 * state.m + (1 - beta1) * g
    u = jnp.maximum(beta2 * state.u, jnp.abs(g) + within)
    return w - alpha / (1 - beta1**t) * m / (u + beside), State(t, m, u)
