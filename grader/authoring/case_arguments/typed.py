"""Values of assignment.toml -> arguments that keep their type (`grader.model.arguments.typed_arguments`).

The rule: what is written as a whole number arrives as one, and what has a decimal point as a float. A list of whole
numbers is an array of them, and one decimal among them makes it an array of floats. Only floats are ever perturbed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.base.staff.toml_text import to_toml
from grader.model.arguments.typed_arguments import SEEDS, is_function

LONGEST = 60  # characters of a list in a message
DTYPES = {"i": "int64", "b": "bool"}
ALLOWED = "an argument is a number, a word, true or false, a list of numbers, a list or a table"


@dataclass(frozen=True)
class TableArgument:
    """What a table of the file stands for: its words in a title, and its data.

    `sources` are the files that numbers in it are from, each with the words for what is read there.
    """

    text: str
    data: Any = field(compare=False)
    sources: frozenset[tuple[str, str]] = frozenset()


def in_words(value: Any) -> str:
    """An argument as it stands in a title."""
    return value.text if isinstance(value, TableArgument) else json.dumps(value, default=in_words)


def as_numbers(value: Any) -> Any:
    """The numbers of a file as if they stood in assignment.toml; any other value as it is."""
    is_array = isinstance(value, TableArgument) and isinstance(value.data, np.ndarray)
    return value.data.tolist() if is_array else value


def table_arguments(value: Any) -> Iterator[TableArgument]:
    """The table arguments in an argument or in a table of them, at any depth."""
    if isinstance(value, TableArgument):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from table_arguments(item)


def typed(value: Any, what: str) -> Any:
    """The argument as data; `what` names it in the ValueError for what is none."""
    match value:
        case TableArgument():
            return value.data
        case bool() | str():
            return value
        case int() | float():
            _check_number(value, what)
            return value
        case dict():
            return {"table": [[name, typed(entry, f"{what}[{name!r}]")] for name, entry in value.items()]}
        case list() if any(isinstance(leaf, (str, dict, TableArgument)) for leaf in _flat(value)):
            return {"items": [typed(item, f"{what}[{i}]") for i, item in enumerate(value)]}
        case list():
            return _array(value, what)
    raise ValueError(f"{what} is {str(value)[:60]}; {ALLOWED}")


def _flat(value: list[Any]) -> Iterator[Any]:
    for item in value:
        yield from _flat(item) if isinstance(item, list) else (item,)


def _check_number(value: Any, what: str) -> None:
    if isinstance(value, float) and not np.isfinite(value):
        raise ValueError(f"{what} is {value}; only in a list, or in a file, may a number be nan or inf")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError(f"{what} is {value}; a whole number has at most 64 bits")


def _array(value: list[Any], what: str) -> Any:
    kinds = {type(leaf) for leaf in _flat(value)}
    if not kinds <= {int, float} and kinds != {bool}:
        names = " and ".join(sorted(kind.__name__ for kind in kinds))
        raise ValueError(f"{what} mixes {names} in one list; {ALLOWED}")
    for leaf in _flat(value):
        if isinstance(leaf, int):
            _check_number(leaf, what)
    try:
        array = np.array(value)
    except ValueError:
        text = to_toml(value)
        raise ValueError(
            f"{what} has rows of several lengths, and arrays have rows of one. Where lists of Python are meant, write "
            f"{{ list = {text if len(text) <= LONGEST else f'{text[:LONGEST]} ...'} }}"
        ) from None
    if array.dtype.kind in DTYPES:
        return {"array": array.tolist(), "of": DTYPES[array.dtype.kind]}
    array = array.astype(float)
    return array.tolist() if np.isfinite(array).all() else array  # which the key holds by its bytes


def plain_list(value: Any, what: str) -> Any:
    """A list of Python, whose items, numbers or lists again, need not be of one length."""
    return {"items": [plain_list(item, what) for item in value]} if isinstance(value, list) else typed(value, what)


def with_typed_empties(argument: Any, others: Iterable[Any]) -> Any:
    """The argument as data, in which each empty list has a type: that of its place in `others`, or of its neighbours.

    `others` are the argument in other cases. Neighbours stand in the same list, or in a table whose entries are alike.
    """
    match argument:
        case []:
            return _empty_list(others)
        case {"items": items}:
            lists = [argument, *others]
            neighbours = [item for each in lists if isinstance(each, dict) for item in each.get("items", ())]
            return {"items": [with_typed_empties(item, neighbours) for item in items]}
        case {"table": pairs}:
            tables = [dict(each["table"]) for each in others if isinstance(each, dict) and "table" in each]
            entries = [entry for each in (dict(pairs), *tables) for entry in each.values()]
            alike = len({type_of(entry) for entry in entries if not is_empty(entry)}) == 1
            neighbours = entries if alike else []
            return {
                "table": [
                    [name, with_typed_empties(entry, [*(each.get(name) for each in tables), *neighbours])]
                    for name, entry in pairs
                ]
            }
    return argument


def is_empty(argument: Any) -> bool:
    """Whether it is a list, of the file or of data, that says no type."""
    return isinstance(argument, list) and not argument


def _empty_list(others: Iterable[Any]) -> Any:
    """An empty list, with the type of the first other list that says its own: of words, or of whole numbers."""
    lists = (other for other in others if isinstance(other, dict))
    kind: dict[str, Any] = next((other for other in lists if "items" in other or "of" in other), {})
    return {"items": []} if "items" in kind else {**kind, "array": []} if kind else []


def type_of(argument: Any) -> str:
    """The type that a student's function sees, in words."""
    words = {"float64": "a list of decimals", "int64": "a list of whole numbers", "bool": "a list of true and false"}
    if isinstance(argument, list):
        return words["float64"]
    if isinstance(argument, np.ndarray):
        return words.get(argument.dtype.name, f"an array of {argument.dtype.name}")
    if is_function(argument):
        return "a function"
    if isinstance(argument, dict):
        kinds = {"table": "a table", "items": "a list", **dict.fromkeys(SEEDS, "a random generator")}
        return next((kinds[kind] for kind in kinds if kind in argument), words.get(argument.get("of", ""), ""))
    names = {bool: "true or false", int: "a whole number", float: "a decimal number", str: "a word"}
    return names[type(argument)]
