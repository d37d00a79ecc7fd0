"""Values of assignment.toml -> arguments that keep their type (`grader.model.typed_arguments`).

The rule: what is written as a whole number arrives as one, and what has a decimal point as a float. A list of whole
numbers is an array of them, and one decimal among them makes it an array of floats. Only floats are ever perturbed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.model.typed_arguments import is_typed

DTYPES = {"i": "int64", "b": "bool"}
ALLOWED = "an argument is a number, a word, true or false, a list of numbers with rows of one length, a list or a table"


def typed(value: Any, what: str) -> Any:
    """The argument as data; `what` names it in the ValueError for what is none."""
    match value:
        case bool() | str():
            return value
        case int() | float():
            _check_number(value, what)
            return value
        case dict():
            return {"table": [[name, typed(entry, f"{what}[{name!r}]")] for name, entry in value.items()]}
        case list() if any(isinstance(leaf, (str, dict)) for leaf in _flat(value)):
            return {"items": [typed(item, f"{what}[{i}]") for i, item in enumerate(value)]}
        case list():
            return _array(value, what)
    raise ValueError(f"{what} is {str(value)[:60]}; {ALLOWED}")


def _flat(value: list[Any]) -> Iterator[Any]:
    for item in value:
        yield from _flat(item) if isinstance(item, list) else (item,)


def _check_number(value: Any, what: str) -> None:
    if isinstance(value, float) and not np.isfinite(value):
        raise ValueError(f"{what} is {value}; every number must be finite")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError(f"{what} is {value}; a whole number has at most 64 bits")


def _array(value: list[Any], what: str) -> Any:
    kinds = {type(leaf) for leaf in _flat(value)}
    if not kinds <= {int, float} and kinds != {bool}:
        names = " and ".join(sorted(kind.__name__ for kind in kinds))
        raise ValueError(f"{what} mixes {names} in one list; {ALLOWED}")
    for leaf in _flat(value):
        _check_number(leaf, what)
    try:
        array = np.array(value)
    except ValueError:
        raise ValueError(f"{what} has rows of several lengths; {ALLOWED}") from None
    if array.dtype.kind in DTYPES:
        return {"array": array.tolist(), "of": DTYPES[array.dtype.kind]}
    return array.astype(float).tolist()


def type_of(argument: Any) -> str:
    """The type that a student's function sees, in words."""
    if isinstance(argument, list):
        return "a list of decimals"
    if is_typed(argument):
        words = {"int64": "a list of whole numbers", "bool": "a list of true and false"}
        return words.get(argument.get("of", ""), "a table" if "table" in argument else "a list")
    names = {bool: "true or false", int: "a whole number", float: "a decimal number", str: "a word"}
    return names[type(argument)]
