"""Where libraries part: one method, one name, and a rule that Keras, PyTorch and optax write differently.

A method that has such a place takes the word `family`, "keras" unless it is told otherwise.
"""

from __future__ import annotations

from typing import Any


def by_family(family: str, **rules: Any) -> Any:
    """The rule of that family. Raises ValueError for a family that writes none of its own."""
    if family not in rules:
        raise ValueError(f"family is {' or '.join(map(repr, rules))}, not {family!r}.")
    return rules[family]
