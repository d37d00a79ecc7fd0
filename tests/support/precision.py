"""`with float64():`, `with float32():` in JAX 0.6, the newest for Python 3.10, and in JAX 0.12, which renamed them."""

import jax

if hasattr(jax, "enable_x64"):
    _enabled = jax.enable_x64
else:
    from jax.experimental import enable_x64 as _enabled


def float64():
    """JAX computes in double precision inside, and as before outside."""
    return _enabled(True)


def float32():
    """JAX computes in single precision inside, as it does unless told otherwise."""
    return _enabled(False)
