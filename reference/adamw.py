"""AdamW: Adam, and beside it a pull of every weight towards 0 that no average sees.

    m ← β₁ m + (1 − β₁) g            v ← β₂ v + (1 − β₂) g²            t ← t + 1
    w ← w − α λ w − α √(1 − β₂ᵗ) / (1 − β₁ᵗ) m / (√v + ε)              m⁰ = v⁰ = 0, t⁰ = 0

λ is `decay`. Were λ w added to g instead, it would be divided by √v as well: that is L2 in Adam, another method.
In Keras ε stands beside the v that is not debiased; family="torch", as optax and the paper, has it beside the
debiased one, as `adam` here.
Loshchilov & Hutter, "Decoupled weight decay regularization", 2019, Algorithm 2; the form of Keras 3.
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
    grown = jnp.sqrt(1 - beta2**t)  # what √v has of its size at step t, started from 0
    size = by_family(family, keras=(jnp.sqrt(v) + eps) / grown, torch=jnp.sqrt(v) / grown + eps)
    return w - alpha * decay * w - alpha * m / (1 - beta1**t) / size, State(t, m, v)
