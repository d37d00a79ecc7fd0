"""Nadam: Adam whose mean looks one step ahead, as Nesterov's momentum does.

    m ← β₁ m + (1 − β₁) g            v ← β₂ v + (1 − β₂) g²            t ← t + 1
    M = μₜ₊₁ m / (1 − μ₁ ⋯ μₜ₊₁) + (1 − μₜ) g / (1 − μ₁ ⋯ μₜ)          m⁰ = v⁰ = 0, t⁰ = 0
    w ← w − α M / (√(v / (1 − β₂ᵗ)) + ε)                               μₜ = β₁ (1 − 0.96ᵗ / 2)

The schedule μ of the momentum grows from about β₁/2 to β₁. It is where libraries part: family="torch" has
0.96^(0.004 t) in it, and family="optax" has none, μₜ = β₁.
Dozat, "Incorporating Nesterov momentum into Adam", 2016; the form of Keras 3.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from reference.family import by_family


class State(NamedTuple):
    t: Array  # steps taken so far, in w's dtype
    product: Array  # μ₁ ⋯ μₜ, in w's dtype
    m: Array  # running mean of gradients, of w's shape
    v: Array  # running mean of squared gradients, of w's shape


def init(w: Array) -> State:
    return State(jnp.zeros((), w.dtype), jnp.ones((), w.dtype), jnp.zeros_like(w), jnp.zeros_like(w))


def step(
    w: Array, g: Array, state: State, *, alpha: Any, beta1: Any, beta2: Any, eps: Any, family: str = "keras"
) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); alpha, beta1, beta2 and eps are numbers."""
    t = state.t + 1
    now, then = momentum(beta1, t, family), momentum(beta1, t + 1, family)
    product = state.product * now
    m = beta1 * state.m + (1 - beta1) * g
    v = beta2 * state.v + (1 - beta2) * g**2
    ahead = then * m / (1 - product * then) + (1 - now) * g / (1 - product)
    return w - alpha * ahead / (jnp.sqrt(v / (1 - beta2**t)) + eps), State(t, product, m, v)


def momentum(beta1: Any, t: Array, family: str) -> Any:
    """μₜ. Raises ValueError for a family that is none of the three."""
    return beta1 * (1 - by_family(family, keras=0.96**t, torch=0.96 ** (0.004 * t), optax=0 * t) / 2)
