"""Gradient descent: a step along the negative gradient.

    w ← w − αₖ ∇g(w)          αₖ = α (fixed), or αₖ = 1/k (diminishing), k = 1, 2, ...

The diminishing rule is 1/k itself, not α/k: the first steplength is 1 whatever else is given.
Machine Learning Refined, sections 3.5 and 3.6.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array


class State(NamedTuple):
    k: Array  # steps taken so far, in w's dtype


def init(w: Array) -> State:
    return State(k=jnp.zeros((), w.dtype))


def step(w: Array, g: Array, state: State, *, alpha: Any) -> tuple[Array, State]:
    """One step from w, where the gradient is g (of w's shape); alpha is a number or "diminishing"."""
    k = state.k + 1
    return w - steplength(alpha, k) * g, State(k)


def steplength(alpha: Any, k: Array) -> Any:
    """αₖ. Raises ValueError for a word other than "diminishing"."""
    if not isinstance(alpha, str):
        return alpha
    if alpha != "diminishing":
        raise ValueError(f'alpha is a number or "diminishing", not {alpha!r}.')
    return 1 / k
