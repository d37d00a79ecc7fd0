"""Fully normalized gradient descent: the gradient's direction alone decides the step.

    w ← w − α ∇g(w) / (‖∇g(w)‖₂ + ε)

Where the gradient is much longer than ε the step has length α; where it is zero the point stays. (The book's
code moves a random 10⁻⁶ there instead, which no one can reproduce.)
Machine Learning Refined, appendix A.3, `version="full"`.
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
    length = jnp.linalg.norm(jnp.ravel(g))
    return w - alpha * g / (length + eps), state
