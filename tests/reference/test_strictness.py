"""That the tests of `reference` run under the flags they claim."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest


def test_a_silent_change_of_dtype_or_rank_raises_here():
    """Otherwise the float32 tests would prove nothing."""
    with pytest.raises(Exception, match="jax_numpy_dtype_promotion"):
        jnp.ones(2, np.float32) + jnp.ones(2, np.float64)
    with pytest.raises(ValueError, match="jax_numpy_rank_promotion"):
        jnp.ones((2, 2)) + jnp.ones(2)
