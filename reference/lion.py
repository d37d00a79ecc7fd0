"""Lion: a step of α in every direction; only the sign of an average matters.

    w ← w − α sign(β₁ m + (1 − β₁) g)          m ← β₂ m + (1 − β₂) g          m⁰ = 0

The step leans on the new gradient more (β₁) than what is remembered does (β₂), and is taken before m moves on.
Keras, optax and the paper agree; the paper's weight decay is off, as it is in Keras. sign(0) = 0.
Chen et al., "Symbolic discovery of optimization algorithms", 2023, Program 1.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array


class State(NamedTuple):
    m: Array  # running mean of gradients, of w's shape


def init(w: Array) -> State:
    return State(m=jnp.zeros_like(w))


def step(w: Array, g: Array, state: State, *, alpha: Any, beta1: Any, beta2: Any) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); alpha, beta1 and beta2 are numbers."""
    direction = jnp.sign(beta1 * state.m + (1 - beta1) * g)
    return w - alpha * direction, State(beta2 * state.m + (1 - beta2) * g)
