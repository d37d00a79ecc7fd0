"""Nesterov's momentum: the heavy ball, looking one step of its own ahead.

    z ← β z + ∇g(w)          w ← w − α (∇g(w) + β z)          z⁰ = 0

In this form, on which Keras, PyTorch and optax agree, the gradient is taken at w itself: w stands for the
point that Nesterov looks ahead to.
Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013, section 2,
rewritten in the point looked ahead to: Bengio et al., "Advances in optimizing recurrent networks", 2013.
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
    return w - alpha * (g + beta * z), State(z)
