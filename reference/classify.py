"""What kind of stationary point it is: a minimum, a maximum or a saddle.

    N = 1:  g' on the left and right of v is  −, +  at a minimum,  +, −  at a maximum,  else v is a saddle
    N > 1:  the eigenvalues of ∇²g(v) are all positive at a minimum, all negative at a maximum, else saddle

The second derivative alone would not do for N = 1: it is 0 for w³ and w⁴ alike. As in the lecture, an inflection
point with g' = 0 is called a saddle.
Machine Learning Refined, sections 3.2 and 4.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
from jax import Array

if TYPE_CHECKING:
    from reference.descend import Cost

ASIDE = 1e-3  # how far from v the sign of g' is looked at; the homework's points are 0.05 apart
STATIONARY = 1e-6  # how far v may be from the point itself, for N > 1
SINGULAR = 1e-8  # of eigenvalues, relative to the largest


def solve(g: Cost, v: Any) -> str:
    """The kind of v, one of "minimum", "maximum" and "saddle"; v is a float, or an array of floats (N,).

    Raises ValueError where v is not stationary, where the Hessian is singular (N > 1), and where g' vanishes
    beside v as well (N = 1).
    """
    v = jnp.asarray(v)
    return _by_signs(g, v) if v.ndim == 0 else _by_eigenvalues(g, v)


def _by_signs(g: Cost, v: Array) -> str:
    slope = jax.grad(g)
    left, here, right = (float(slope(v + aside)) for aside in (-ASIDE, 0.0, ASIDE))
    if left == 0 or right == 0:
        raise ValueError(f"g is flat around v = {v}: its derivative is 0 beside v as well.")
    if abs(here) > min(abs(left), abs(right)) / 2:  # as beside a kink, or on a slope
        raise ValueError(f"v = {v} is not a stationary point: the derivative there is {here:.3g}.")
    if left < 0 < right:
        return "minimum"
    if left > 0 > right:
        return "maximum"
    return "saddle"


def _by_eigenvalues(g: Cost, v: Array) -> str:
    slope, curvatures = jax.grad(g)(v), jnp.linalg.eigvalsh(jax.hessian(g)(v))
    largest = jnp.max(jnp.abs(curvatures))
    if jnp.min(jnp.abs(curvatures)) <= SINGULAR * largest:
        raise ValueError(f"the Hessian at v = {v} is singular (eigenvalues {curvatures}): it decides nothing.")
    if jnp.max(jnp.abs(slope)) > STATIONARY * largest:
        raise ValueError(f"v = {v} is not a stationary point: the gradient there is {slope}.")
    if jnp.all(curvatures > 0):
        return "minimum"
    return "maximum" if jnp.all(curvatures < 0) else "saddle"
