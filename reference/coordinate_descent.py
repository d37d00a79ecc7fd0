"""Coordinate descent on a quadratic: one coordinate at a time goes where its own partial derivative is zero.

    g(w) = a + b'w + w'Cw          C symmetric, Cₙₙ > 0
    wₙ ← −(Σ_{j≠n} Cₙⱼ wⱼ + bₙ/2) / Cₙₙ          n = 0, ..., N − 1, and again, `max_its` times over

Each update uses the newest values of the other coordinates (Gauss–Seidel, not Jacobi), and each is recorded.
Machine Learning Refined, section 3.2, in floats: the book's notebook starts from integers, which truncate −0.5.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jax import Array, lax

from reference.descend import History


@partial(jax.jit, static_argnames="max_its")
def solve(a: Any, b: Array, C: Array, max_its: int, w: Array) -> History:
    """The history of `max_its` sweeps from w: one entry per coordinate update, so 1 + N * max_its of each.

    a is a number, b and w are (N,), C is (N, N); everything is computed in w's dtype, which is a float's.
    Pure: `jax.vmap` may batch it over any argument but `max_its`. A zero on C's diagonal gives nan, not an error.
    """
    a, b, C = (jnp.asarray(x, w.dtype) for x in (a, b, C))
    others = C - jnp.diag(jnp.diag(C))

    def update(w: Array, n: Array) -> tuple[Array, Array]:
        w = w.at[n].set(-(others[n] @ w + b[n] / 2) / C[n, n])
        return w, w

    def g(w: Array) -> Array:
        cost: Array = a + b @ w + w @ C @ w
        return cost

    with jax.default_matmul_precision("highest"):  # as in `descend`
        _, path = lax.scan(update, w, jnp.tile(jnp.arange(len(w)), max_its))
        weights = jnp.concatenate([w[None], path])
        return History(weights, jax.vmap(g)(weights))
