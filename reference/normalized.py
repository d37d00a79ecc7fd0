"""Component-wise normalized gradient descent: every partial derivative is divided by its own size.

    wⱼ ← wⱼ − α gⱼ / (√(gⱼ²) + ε)          g = ∇g(w)

ε stands outside the root. Where |gⱼ| is much larger, coordinate j moves by α; where gⱼ = 0 it stays.
Machine Learning Refined, appendix A.3, `version="component"`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array


class State(NamedTuple):
    """Nothing is remembered from one step to the next."""


def init(w: Array) -> State:
    return State()


def step(w: Array, g: Array, state: State, *, alpha: Any, eps: Any) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); alpha and eps are numbers."""
    size = jnp.abs(g)  # √(g²) without the square, which underflows first
    return w - alpha * g / (size + eps), state
