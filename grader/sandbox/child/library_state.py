"""What a student's code exchanged in NumPy, JAX and Python itself: each list of statements sees only its own changes.

`jax.grad = mine` in one function must not reach the next question, which runs in the same process. Nothing is forbidden
and nothing is hidden from the code that did it: when another question's turn comes, its own view is laid out again.
"""

from __future__ import annotations

import importlib
from collections.abc import Hashable, Iterable
from typing import Any

MODULES = (
    "builtins", "math", "numpy", "numpy.linalg", "numpy.random", "jax", "jax.numpy", "jax.numpy.linalg", "jax.lax",
    "jax.random", "jax.nn",
)  # fmt: skip
Exchanged = list[tuple[dict[str, Any], str, Any]]


class LibraryState:
    """Views of the libraries' names by owner; make it before any of the student's code runs."""

    def __init__(self, modules: Iterable[str] = MODULES) -> None:
        self._plain = [(names := vars(importlib.import_module(module)), dict(names)) for module in modules]
        self._views: dict[Hashable, Exchanged] = {}
        self._now: Hashable = None

    def switch_to(self, owner: Hashable) -> None:
        """Lay out the names as this owner has left them. Uses nothing that may have been exchanged."""
        if owner == self._now:
            return
        self._views[self._now] = exchanged = []
        for names, plain in self._plain:
            for name, value in plain.items():
                if (found := names.get(name, _GONE)) is not value:
                    exchanged.append((names, name, found))
                    names[name] = value
        self._now = owner
        for names, name, value in self._views.get(owner, ()):
            if value is _GONE:
                names.pop(name, None)
            else:
                names[name] = value


_GONE = object()
