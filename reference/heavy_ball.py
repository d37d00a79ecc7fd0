"""The heavy ball: a step along the sum of all gradients, older ones counting less.

    z ← β z + ∇g(w)          w ← w − α z          z⁰ = 0

With a fixed α this is `momentum` at steplength α / (1 − β). PyTorch and optax call it SGD with momentum.
Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array


class State(NamedTuple):
    z: Array  # decaying sum of gradients, of w's shape


def init(w: Array) -> State:
    return State(z=jnp.zeros_like(w))


def step(w: Array, g: Array, state: State, *, alpha: Any, beta: Any) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); alpha and beta are numbers."""
    z = beta * state.z + g
    return w - alpha * z, State(z)
