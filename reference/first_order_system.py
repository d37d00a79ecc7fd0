"""The first-order condition of a quadratic, solved as the linear system that it is.

    g(w) = a + b'w + w'Cw          ∇g(w) = b + (C + C')w = 0          (C + C')w = −b

The constant a does not matter, and C need not be symmetric.
Machine Learning Refined, section 3.2.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import Array


def solve(b: Any, C: Any) -> Array:
    """The stationary point, (N,), of the quadratic with b, (N,), and C, (N, N), in the dtype of C.

    It is the only one. A singular C + C' has none or a line of them, and gives inf or nan, not an error.
    """
    C = jnp.asarray(C)
    w: Array = jnp.linalg.solve(C + C.T, -jnp.asarray(b, C.dtype))
    return w
