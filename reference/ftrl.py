"""FTRL-Proximal: the point that would have been best for all gradients so far, near all points so far.

    z ← z + g − (√(n + g²) − √n) / α w          n ← n + g²          z⁰ = 0, n⁰ = initial
    w ← (clip(z, −λ₁, λ₁) − z) / ((β + √n) / α + 2 λ₂)

λ₁ and λ₂ are `l1` and `l2`. Where |z| ≤ λ₁ the weight is exactly 0. Every point is made anew out of z and n, and
w⁰ enters them through its slope and its pull alone, so that the first step leaves behind a share √(initial / n)
of w⁰. Keras' `initial` is 0.1 and its λ₂ counts twice; McMahan's paper has n⁰ = 0 and λ₂ once.
McMahan et al., "Ad click prediction: a view from the trenches", 2013, Algorithm 1; the form of Keras 3 with
`learning_rate_power=-0.5`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array


class State(NamedTuple):
    z: Array  # sum of gradients, less what past points pull back, of w's shape
    total: Array  # sum of squared gradients, without `initial`, of w's shape


def init(w: Array) -> State:
    return State(z=jnp.zeros_like(w), total=jnp.zeros_like(w))


def step(
    w: Array, g: Array, state: State, *, alpha: Any, beta: Any, initial: Any, l1: Any, l2: Any
) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); all parameters are numbers."""
    total = state.total + g**2
    before, now = jnp.sqrt(initial + state.total), jnp.sqrt(initial + total)
    z = state.z + g - (now - before) / alpha * w
    return (jnp.clip(z, -l1, l1) - z) / ((beta + now) / alpha + 2 * l2), State(z, total)
