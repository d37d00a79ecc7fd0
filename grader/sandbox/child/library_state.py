"""What student code replaced in NumPy, JAX and Python itself: each list of statements sees only its own changes.

`jax.grad = mine` in one function must not reach the next question, which runs in the same process. Nothing is
forbidden, and the code that did it sees its change again when its turn comes.
"""

from __future__ import annotations

import importlib
from collections.abc import Hashable, Iterable
from typing import Any

MODULES = (
    "builtins", "math", "numpy", "numpy.linalg", "numpy.random", "jax", "jax.numpy", "jax.numpy.linalg", "jax.lax",
    "jax.random", "jax.nn",
)  # fmt: skip
Replaced = list[tuple[dict[str, Any], str, Any]]


class LibraryState:
    """The libraries' names as each owner has left them. Make it before any student code runs."""

    def __init__(self, modules: Iterable[str] = MODULES) -> None:
        self._original = [(names := vars(importlib.import_module(module)), dict(names)) for module in modules]
        self._replaced: dict[Hashable, Replaced] = {}
        self._owner: Hashable = None

    def switch_to(self, owner: Hashable) -> None:
        """Restore the names as this owner has left them. Uses nothing that may have been replaced."""
        if owner == self._owner:
            return
        self._replaced[self._owner] = replaced = []
        for names, original in self._original:
            for name, value in original.items():
                if (current := names.get(name, _GONE)) is not value:
                    replaced.append((names, name, current))
                    names[name] = value
        self._owner = owner
        for names, name, value in self._replaced.get(owner, ()):
            if value is _GONE:
                names.pop(name, None)
            else:
                names[name] = value


_GONE = object()
