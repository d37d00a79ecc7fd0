"""Every stationary point of a function of one variable, also where g' touches zero without crossing it.

    v is a root of g' of multiplicity m:   g'(v) = ... = g⁽ᵐ⁾(v) = 0 ≠ g⁽ᵐ⁺¹⁾(v)

At such a v the highest derivative that vanishes, g⁽ᵐ⁾, crosses zero. So for m = 1, 2, 3 the sign changes of g⁽ᵐ⁾
on a fine grid are bisected down to neighbouring floats, and a point counts if the lower derivatives vanish too.
A root that g' only touches is a crossing of g'', and so as accurate as any other: looking for it in |g'| itself
would stop at the square root of an ulp. w³ at 0 has m = 2, w⁴ has m = 3.

The first-order condition is that of Machine Learning Refined, section 3.2; the method is this project's own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax

if TYPE_CHECKING:
    from reference.descend import Cost


CELLS = 4000  # of the grid: 0.0025 wide on the longest interval of the homework, whose points are 0.05 apart
HALVINGS = 60  # from 0.0025 to below an ulp
APART = 0.01  # closer than this, two candidates are one point, read at two multiplicities
ROUNDING = 1e-11  # relative to a derivative's largest value on the grid: above what it leaves of a zero, about 1e-14
NEAR = 1e-3  # a zero of g' lies within this of a candidate, or the candidate is none


def solve(g: Cost, low: float, high: float) -> np.ndarray:
    """All v between low and high with g'(v) = 0, sorted, each once: float64, (number of points,).

    g is smooth there, and its points are at least 0.05 apart; the ends themselves are not looked at.
    Raises ValueError unless jax_enable_x64 is on: in float32 no root could be told from a near miss.
    """
    if not jax.config.jax_enable_x64:
        raise ValueError("stationary points need float64: turn on jax_enable_x64.")
    candidates = [v[counts] for v, counts in jax.device_get(_candidates(g, low, high))]
    points: list[float] = []
    for v in np.concatenate(candidates[::-1]):  # the highest multiplicity is the accurate reading of a point
        if all(abs(v - other) > APART for other in points):
            points.append(v)
    return np.sort(np.array(points))


@partial(jax.jit, static_argnums=0)
def _candidates(g: Cost, low: float, high: float) -> list[tuple[Array, Array]]:
    """For m = 1, 2, 3: a point of every cell, (CELLS,), and whether it is a root of multiplicity m."""
    derivatives = _derivatives(g, 4)
    grid = jnp.linspace(low, high, CELLS + 1)
    rounding = [ROUNDING * jnp.max(jnp.abs(f(grid))) for f in derivatives]

    def root(m: int) -> tuple[Array, Array]:
        """A point of every cell, and whether it is a root of multiplicity m."""
        v, counts = _bisect(derivatives[m - 1], grid[:-1], grid[1:])
        sizes = [jnp.abs(f(v)) for f in derivatives[: m + 1]]
        for j in range(m):
            # Around the root |g⁽ʲ⁺¹⁾| ~ |g⁽ᵐ⁺¹⁾| distanceᵐ⁻ʲ: between close roots all is small, and this still tells.
            counts &= (sizes[j] <= rounding[j]) & (sizes[j] <= sizes[m] * NEAR ** (m - j))
        return v, counts

    return [root(m) for m in (1, 2, 3)]


def _derivatives(g: Cost, order: int) -> list[Callable[[Array], Array]]:
    """g', g'', ... up to that order, each a function of many points at once."""
    chain = [jax.grad(g)]
    while len(chain) < order:
        chain.append(jax.grad(chain[-1]))
    return [jax.vmap(f) for f in chain]


def _bisect(f: Callable[[Array], Array], left: Array, right: Array) -> tuple[Array, Array]:
    """In every cell, where f changes sign, and whether it does. A zero counts as positive, so that a root on the
    grid belongs to exactly one of its two cells."""
    positive = f(left) >= 0

    def halve(_: int, cell: tuple[Array, Array]) -> tuple[Array, Array]:
        """The half of every cell in which f changes its sign."""
        left, right = cell
        middle = (left + right) / 2
        goes_right = (f(middle) >= 0) == positive
        return jnp.where(goes_right, middle, left), jnp.where(goes_right, right, middle)

    crosses = positive != (f(right) >= 0)
    left, right = lax.fori_loop(0, HALVINGS, halve, (left, right))
    return jnp.where(jnp.abs(f(left)) < jnp.abs(f(right)), left, right), crosses
