"""Adagrad: every partial derivative over the root of the sum of all its squares so far.

    v ← v + g²          w ← w − α g / √(v + ε)          v⁰ = initial

ε stands inside the root, as in Keras and optax, where `initial` is 0.1; family="torch" has √v + ε, and starts
from 0. The sum never forgets, so that steps only get shorter.
Duchi, Hazan & Singer, "Adaptive subgradient methods", 2011; the form of Keras 3.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from reference.family import by_family


class State(NamedTuple):
    total: Array  # sum of squared gradients, without `initial`, of w's shape


def init(w: Array) -> State:
    return State(total=jnp.zeros_like(w))


def step(
    w: Array, g: Array, state: State, *, alpha: Any, initial: Any, eps: Any, family: str = "keras"
) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); alpha, initial and eps are numbers."""
    total = state.total + g**2
    v = initial + total
    size = by_family(family, keras=jnp.sqrt(v + eps), torch=jnp.sqrt(v) + eps)
    return w - alpha * g / size, State(total)
