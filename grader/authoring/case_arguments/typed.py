"""Values of assignment.toml -> arguments that keep their type (`grader.model.arguments.typed_arguments`).

The rule: what is written as a whole number arrives as one, and what has a decimal point as a float. A list of whole
numbers is an array of them, and one decimal among them makes it an array of floats. Rows of different shapes are a list
of arrays. Only floats are ever perturbed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.model.arguments.typed_arguments import SEEDS, array_data, holds_array, is_array, is_function, leaves

NO_TYPE = (
    "an empty list does not say how many axes it has, nor whether whole numbers, decimals or words stand in it, and no "
    "other case shows it. Add a case in which it is not empty; a list of Python is written { list = [] }"
)
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
    return _stacked(_as_floats(value) if float in kinds else value)


def _as_floats(value: Any) -> Any:
    return [_as_floats(item) for item in value] if isinstance(value, list) else float(value)


def _stacked(value: Any) -> Any:
    """The array of these numbers; where their rows differ in shape, the list of what each of them is."""
    if not isinstance(value, list):
        return value
    try:
        array = np.array(value)
    except ValueError:
        return {"items": [_stacked(item) for item in value]}
    return array_data(array) if array.size else value  # which says no type


def plain_list(value: Any, what: str) -> Any:
    """A list of Python, whose items, numbers or lists again, need not be of one length."""
    return {"items": [plain_list(item, what) for item in value]} if isinstance(value, list) else typed(value, what)


def settled(argument: Any, others: Sequence[Any]) -> Any:
    """The argument as data that has the type of its place in `others`, or of its neighbours, where it says none itself.

    That is an empty list; and an array where others have a list of arrays of different shapes: it is a list of its rows
    there. `others` are the argument in other cases. Neighbours stand in the same list, or in a table whose entries are
    alike. Raises ValueError where nothing says of which type an empty list is.
    """
    if is_empty(argument):
        return _empty(np.shape(argument), others)
    if is_array(argument) and np.ndim(argument) > 1 and any(isinstance(o, dict) and holds_array(o) for o in others):
        argument = {"items": [array_data(row) for row in np.asarray(argument)]}
    match argument:
        case {"items": items}:
            lists = [argument, *others]
            neighbours = [item for each in lists if isinstance(each, dict) for item in each.get("items", ())]
            neighbours += [array_data(row) for each in others if is_array(each) for row in np.asarray(each)]
            return {"items": [settled(item, neighbours) for item in items]}
        case {"table": pairs}:
            tables = [dict(each["table"]) for each in others if isinstance(each, dict) and "table" in each]
            entries = [entry for each in (dict(pairs), *tables) for entry in each.values()]
            alike = len({type_of(entry) for entry in entries if not is_empty(entry)}) == 1
            neighbours = entries if alike else []
            return {
                "table": [
                    [name, settled(entry, [*(each[name] for each in tables if name in each), *neighbours])]
                    for name, entry in pairs
                ]
            }
    return argument


def is_unsettled(argument: Any) -> bool:
    """Whether other cases decide about its type, or it decides about theirs."""
    return any(map(is_empty, leaves(argument))) or (isinstance(argument, dict) and holds_array(argument))


def is_empty(argument: Any) -> bool:
    """Whether it is a list of the file without a number, so that it says no type."""
    return isinstance(argument, list) and next(_flat(argument), None) is None


def _empty(shape: tuple[int, ...], others: Iterable[Any]) -> Any:
    """An empty list of this shape with the type of the first other list: of words, or with its dtype and its axes.

    A side that differs from one of the others to the next is 0. Beside single numbers alone it has their dtype.
    """
    known = [other for other in others if not is_empty(other)]
    if any(isinstance(other, dict) and "items" in other for other in known):
        return {"items": []}
    arrays = [np.asarray(other) for other in known if is_array(other) and np.size(other)]
    if not (like := arrays or [np.asarray([other]) for other in known if type(other) in (bool, int, float)]):
        raise ValueError(NO_TYPE)
    if len(shape) == 1:
        sides = zip(*(array.shape[1:] for array in like if array.ndim == like[0].ndim), strict=True)
        shape = (0, *(each[0] if len(set(each)) == 1 else 0 for each in sides))
    return np.zeros(shape, like[0].dtype)


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
        if "items" in argument and holds_array(argument):
            dtypes = {np.asarray(leaf).dtype.name for leaf in leaves(argument) if is_array(leaf)}
            numbers = words.get(dtypes.pop(), "") if len(dtypes) == 1 else ""
            return f"a list of arrays{numbers.removeprefix('a list')}"
        kinds = {"table": "a table", "items": "a list", **dict.fromkeys(SEEDS, "a random generator")}
        return next(kinds[kind] for kind in kinds if kind in argument)
    names = {bool: "true or false", int: "a whole number", float: "a decimal number", str: "a word"}
    return names[type(argument)]
