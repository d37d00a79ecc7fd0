"""The gradient by reverse-mode automatic differentiation: exact up to rounding, with no formula to get wrong.

    ∇g(w) = (∂g/∂w₀, ..., ∂g/∂w_{N−1})

Baydin et al., "Automatic differentiation in machine learning: a survey", 2018, section 3.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
from jax import Array

if TYPE_CHECKING:
    from reference.descend import Cost


def solve(cost: Cost, w: Any) -> Array:
    """∇cost at w, in w's shape and dtype. Raises TypeError for a w of integers or a cost that is not a scalar."""
    gradient: Array = jax.grad(cost)(jnp.asarray(w))
    return gradient
