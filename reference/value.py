"""The cost at a point, where students write the cost themselves.

w ↦ g(w)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
from jax import Array

if TYPE_CHECKING:
    from reference.descend import Cost


def solve(cost: Cost, w: Any) -> Array:
    """cost(w), a scalar in w's dtype; w is a float or an array of floats, (N,)."""
    value: Array = cost(jnp.asarray(w))
    return value
