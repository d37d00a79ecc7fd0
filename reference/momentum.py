"""Momentum: a step along the exponential average of the negative gradients.

    h ← β h − (1 − β) ∇g(w)          w ← w + α h          h⁰ = 0

This is the homework's form. The heavy ball has no (1 − β), and the book's text starts from h⁰ = −∇g(w⁰).
Machine Learning Refined, appendix A.2, in the form of its code (exercise 3.9).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array


class State(NamedTuple):
    h: Array  # exponential average of the negative gradients, of w's shape


def init(w: Array) -> State:
    return State(h=jnp.zeros_like(w))


def step(w: Array, g: Array, state: State, *, alpha: Any, beta: Any) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); alpha and beta are numbers."""
    h = beta * state.h - (1 - beta) * g
    return w + alpha * h, State(h)
