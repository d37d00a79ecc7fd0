"""Every stationary point of a function of one variable, also where g' touches zero without crossing it.

    v is a root of g' of multiplicity m:   g'(v) = ... = g⁽ᵐ⁾(v) = 0 ≠ g⁽ᵐ⁺¹⁾(v)

At such a v the highest derivative that vanishes, g⁽ᵐ⁾, crosses zero. So for m = 1, 2, 3 the sign changes of g⁽ᵐ⁾
on a fine grid are bisected down to neighbouring floats, and a point counts if the lower derivatives vanish too.
All this is asked of both neighbours: through a pole or over a jump the sign changes too, and there they are far apart.
A root that g' only touches is a crossing of g'', and so as accurate as any other: looking for it in |g'| itself
would stop at the square root of an ulp. w³ at 0 has m = 2, w⁴ has m = 3.

The first-order condition is that of Machine Learning Refined, section 3.2; the method is this project's own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import jax
import numpy as np
from jax import Array

if TYPE_CHECKING:
    from reference.descend import Cost


CELLS = 4000  # of the grid: 0.0025 wide on the longest interval of the homework, whose points are 0.05 apart
HALVINGS = 100  # from 0.0025 to below an ulp, and to 1e-33 at 0, where floats are closest
APART = 0.01  # closer than this, two candidates are one point, read at two multiplicities
ROUNDING = 1e-11  # relative to a derivative's largest finite value on the grid: above what it leaves of a zero, 1e-14
ORDERS = 5  # of derivatives, g itself the first: 0, 1, ..., one more than the highest multiplicity
NEAR = 1e-3  # a zero of g' lies within this of a candidate, or the candidate is none


def solve(g: Cost, low: float, high: float) -> np.ndarray:
    """All v between low and high with g'(v) = 0, sorted, each once: float64, (number of points,).

    g is smooth there but for poles and kinks, and its points are at least 0.05 apart; the ends themselves are not
    looked at. Where g is not finite, there is no point.
    Raises ValueError unless jax_enable_x64 is on: in float32 no root could be told from a near miss.
    """
    if not jax.config.jax_enable_x64:
        raise ValueError("stationary points need float64: turn on jax_enable_x64.")
    grid = np.linspace(low, high, CELLS + 1)
    on_grid = _derivatives_at(g, grid)
    points: list[float] = []
    for m in (3, 2, 1):  # the highest multiplicity is the accurate reading of a point
        for v in _roots(g, m, grid, on_grid):
            if all(abs(v - other) > APART for other in points):
                points.append(v)
    return np.sort(np.array(points))


def _roots(g: Cost, m: int, grid: np.ndarray, on_grid: np.ndarray) -> np.ndarray:
    """The roots of multiplicity m, from all derivatives on the grid, (ORDERS, points)."""
    left, right = _crossings(g, m, grid, on_grid[m])
    at_left, at_right = np.abs(_derivatives_at(g, left)), np.abs(_derivatives_at(g, right))
    largest = np.max(np.abs(on_grid), axis=1, where=np.isfinite(on_grid), initial=0)
    counts = _are_roots(m, np.maximum(at_left, at_right), ROUNDING * largest)
    roots: np.ndarray = np.where(at_left[m] < at_right[m], left, right)[counts]
    return roots


def _are_roots(m: int, sizes: np.ndarray, rounding: np.ndarray) -> np.ndarray:
    """Which crossings of the m-th derivative are roots of multiplicity m, by the larger size of all derivatives on
    their two sides, (ORDERS, crossings)."""
    counts: np.ndarray = np.isfinite(sizes[0])
    for j in range(1, m + 1):
        # Around the root |g⁽ʲ⁾| ~ |g⁽ᵐ⁺¹⁾| distanceᵐ⁺¹⁻ʲ: between close roots all is small, and this still tells.
        counts &= (sizes[j] <= rounding[j]) & (sizes[j] <= sizes[m + 1] * NEAR ** (m + 1 - j))
    return counts


def _crossings(g: Cost, m: int, grid: np.ndarray, on_grid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Between which neighbours the m-th derivative, which has these values on the grid, changes its sign.

    Bisected in every such cell. A zero counts as positive, so that a root on the grid belongs to exactly one of its
    two cells.
    """
    positive = on_grid >= 0
    cells = np.flatnonzero(positive[:-1] != positive[1:])
    left, right, positive = grid[cells], grid[cells + 1], positive[cells]
    for _ in range(HALVINGS):
        middle = (left + right) / 2
        goes_right = (_derivatives_at(g, middle)[m] >= 0) == positive
        left, right = np.where(goes_right, middle, left), np.where(goes_right, right, middle)
    return left, right


def _derivatives_at(g: Cost, points: np.ndarray) -> np.ndarray:
    """g, g', g'', ... at these points, (ORDERS, points); one compiled program serves any number up to the grid's."""
    return np.array(_derivatives(g, np.resize(points, CELLS + 1)))[:, : len(points)]


@partial(jax.jit, static_argnums=0)
def _derivatives(g: Cost, points: Array) -> list[Array]:
    chain = [g]
    while len(chain) < ORDERS:
        chain.append(jax.grad(chain[-1]))
    return [jax.vmap(f)(points) for f in chain]
