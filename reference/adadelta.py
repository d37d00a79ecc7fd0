"""Adadelta: a running RMS of past steps over a running RMS of gradients, so that a step has the unit of w.

    v ← ρ v + (1 − ρ) g²          d = √(u + ε) / √(v + ε) g          u ← ρ u + (1 − ρ) d²
    w ← w − α d                                                      u⁰ = v⁰ = 0

u is older than v by one step: d is needed before it can be averaged. u averages d, not α d. Zeiler has no α
(α = 1), nor have the defaults of PyTorch and optax; Keras' α is 0.001.
Zeiler, "ADADELTA: An adaptive learning rate method", 2012, Algorithm 1.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array


class State(NamedTuple):
    v: Array  # running mean of squared gradients, of w's shape
    u: Array  # running mean of squared steps, of w's shape


def init(w: Array) -> State:
    return State(v=jnp.zeros_like(w), u=jnp.zeros_like(w))


def step(w: Array, g: Array, state: State, *, alpha: Any, rho: Any, eps: Any) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); alpha, rho and eps are numbers."""
    v = rho * state.v + (1 - rho) * g**2
    d = jnp.sqrt(state.u + eps) / jnp.sqrt(v + eps) * g
    u = rho * state.u + (1 - rho) * d**2
    return w - alpha * d, State(v, u)
