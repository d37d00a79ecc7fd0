"""Gradient descent: a step along the negative gradient.

    w ← w − αₖ ∇g(w)          αₖ = α (fixed), or αₖ = 1/k (diminishing), k = 1, 2, ...

The diminishing rule is 1/k itself, not α/k: the first steplength is 1 whatever else is given. Who reads it as α/k
asks for that schedule by its own word, such as "0.5/k".
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
    """One step from w, where the gradient is g (of w's shape); alpha is a number or a schedule's word."""
    k = state.k + 1
    return w - steplength(alpha, k) * g, State(k)


def steplength(alpha: Any, k: Array) -> Any:
    """αₖ: alpha itself, or 1/k for the word "diminishing", or 0.5/k for "0.5/k". Raises ValueError for other words."""
    if not isinstance(alpha, str):
        return alpha
    base, over, rest = ("1/k" if alpha == "diminishing" else alpha).partition("/k")
    try:
        assert over and not rest
        return float(base) / k
    except (ValueError, AssertionError):
        raise ValueError(f'alpha is a number, "diminishing" or a word like "0.5/k", not {alpha!r}.') from None
