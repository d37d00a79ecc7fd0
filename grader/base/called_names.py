"""Which functions a piece of Python calls by their names, as far as its text shows."""

from __future__ import annotations

import re

# What takes a function and calls it: `jax.grad(cost)`.
_TRANSFORMS = "checkpoint|grad|hessian|jac(?:fwd|obian|rev)|jit|jvp|linearize|map|partial|pmap|vectorize|vjp|vmap"


def calls_name(source: str, name: str) -> bool:
    """Whether the source calls the name, or hands it to what calls it. The head of its definition does not."""
    return bool(re.search(rf"(?<!def )\b{name} *\(|(?:{_TRANSFORMS})\( *{name}\b", source))
