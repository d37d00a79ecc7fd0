"""Adafactor: Adam without a mean, whose mean of squares is kept for a matrix's rows and columns only.

    β = 1 − t^power            v ← β v + (1 − β) (g² + ε₁)            t ← t + 1
    u = g / √v                 u ← u / max(1, rms(u) / clip)          v⁰ = 0, t⁰ = 0
    w ← w − max(ε₂, rms(w)) min(α, 1/√t) u

For two axes and more v is not kept, but its means r along the last axis and c along the last but one, and
v = r c / mean(r) in its place: N + M numbers for N M. Keras factors every matrix; optax only large ones.
Defaults of Keras: power = −0.8, ε₁ = 1e−30, ε₂ = 1e−3, clip = 1.
Shazeer & Stern, "Adafactor: Adaptive learning rates with sublinear memory cost", 2018, Algorithms 4 and 5.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array


class State(NamedTuple):
    t: Array  # steps taken so far, in w's dtype
    v: tuple[Array, ...]  # (v,) of w's shape, or for a matrix (r, c): means along its last and last but one axis


def init(w: Array) -> State:
    return State(jnp.zeros((), w.dtype), factored(jnp.zeros_like(w)))


def step(
    w: Array, g: Array, state: State, *, alpha: Any, power: Any, eps1: Any, eps2: Any, clip: Any
) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); all parameters are numbers."""
    t = state.t + 1
    beta = 1 - t**power
    v = tuple(beta * old + (1 - beta) * new for old, new in zip(state.v, factored(g**2 + eps1), strict=True))
    u = g / jnp.sqrt(unfactored(v))
    u = u / jnp.maximum(1, rms(u) / clip)
    return w - jnp.maximum(eps2, rms(w)) * jnp.minimum(alpha, 1 / jnp.sqrt(t)) * u, State(t, v)


def factored(square: Array) -> tuple[Array, ...]:
    """What is remembered of an array of squares."""
    return (square,) if square.ndim < 2 else (square.mean(-1), square.mean(-2))


def unfactored(v: tuple[Array, ...]) -> Array:
    """The array of squares that `factored` stands for, as well as they determine it."""
    if len(v) == 1:
        return v[0]
    r, c = v
    squares: Array = (r / r.mean(-1, keepdims=True))[..., :, None] * c[..., None, :]
    return squares


def rms(x: Array) -> Array:
    return jnp.sqrt(jnp.mean(x**2))
