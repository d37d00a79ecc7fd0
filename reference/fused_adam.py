"""Fused Adam: `adam` over one flat buffer of all weights, compiled into passes that write where they read.

    m ← β₁ m + (1 − β₁) g            v ← β₂ v + (1 − β₂) g²            t ← t + 1
    w ← w − a m / (b √v + ε)         a = α / (1 − β₁ᵗ), b = 1 / √(1 − β₂ᵗ)

The same sequence as `adam`; a and b are worked out once a step, so that each weight costs one root and one
division. `step` is compiled and donates w, m and v: their memory holds the new values, and the arrays that were
handed in are gone. `flatten` makes one buffer of a tree of weights.

On a CPU, XLA compiles one loop for each buffer that is written (m, v, w), each on all cores: ten buffers are read or
written where one loop would need seven. `tests/bench/bench_fused_adam.py` measures it against the memory's speed.
Kingma & Ba 2015, Algorithm 1; what DeepSpeed's FusedAdam and CPUAdam do in CUDA and C++.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jax import Array
from jax.flatten_util import ravel_pytree

from reference.adam import State, init

__all__ = ["State", "flatten", "init", "step"]

flatten = ravel_pytree  # tree -> (flat buffer (N,), what makes the tree of a buffer)


@partial(jax.jit, donate_argnames=("w", "state"))
def step(w: Array, g: Array, state: State, *, alpha: Any, beta1: Any, beta2: Any, eps: Any) -> tuple[Array, State]:
    """One step from w (N,), where the gradient is g (N,); alpha, beta1, beta2 and eps are numbers.

    The arrays of w and state must not be used again: JAX raises RuntimeError (deleted) where they are.
    """
    t = state.t + 1
    a, b = alpha / (1 - beta1**t), 1 / jnp.sqrt(1 - beta2**t)
    m = beta1 * state.m + (1 - beta1) * g
    v = beta2 * state.v + (1 - beta2) * g**2
    return w - a * m / (b * jnp.sqrt(v) + eps), State(t, m, v)
