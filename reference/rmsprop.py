"""RMSprop: every partial derivative over a running RMS of its own past.

    v ← ρ v + (1 − ρ) g²          w ← w − α g / √(v + ε)          v⁰ = 0

ε stands inside the root, as in Keras and optax; family="torch" has √v + ε. Nothing is debiased, so the first
step is 1 / √(1 − ρ) times α long.
Tieleman & Hinton, lecture 6.5 of "Neural networks for machine learning", 2012; the form of Keras 3.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from reference.family import by_family


class State(NamedTuple):
    v: Array  # running mean of squared gradients, of w's shape


def init(w: Array) -> State:
    return State(v=jnp.zeros_like(w))


def step(
    w: Array, g: Array, state: State, *, alpha: Any, rho: Any, eps: Any, family: str = "keras"
) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); alpha, rho and eps are numbers."""
    v = rho * state.v + (1 - rho) * g**2
    size = by_family(family, keras=jnp.sqrt(v + eps), torch=jnp.sqrt(v) + eps)
    return w - alpha * g / size, State(v)
