"""Gradient descent from several starts, of which the lowest end is kept.

    wₛ = the last point of gradient descent from start s          w = argmin over s of g(wₛ)

The lowest of the ends, not the lowest point visited. It is the usual remedy for a cost with many local minima.
Machine Learning Refined, section 3.5, on non-convex costs.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from reference import gradient_descent
from reference.descend import Cost, descend_batch


def solve(g: Cost, alpha: Any, max_its: int, starts: Any) -> tuple[Array, Array]:
    """The final point of lowest cost, of one start's shape, and that cost, a scalar; in the dtype of the starts.

    `starts` is (S,) for N = 1 and (S, N) otherwise; alpha is a number or "diminishing", for every start.
    A start whose cost ends as nan is never the lowest, unless all do.
    """
    lowest: tuple[Array, Array] = _lowest_end(*descend_batch(gradient_descent, g, starts, max_its, alpha=alpha))
    return lowest


@jax.jit
def _lowest_end(weights: Array, costs: Array) -> tuple[Array, Array]:
    best = jnp.nanargmin(costs[:, -1])
    return weights[best, -1], costs[best, -1]
