"""Arguments that keep their type on the way to a student's function, as JSON data.

    in the file             as data                                      for the student
    3, 0.5, true, "l2"      the same                                     int, float, bool, str
    [0.5, 1]                [0.5, 1.0]                                   array of float64: one decimal makes it so
    [[0, 1], [1, 0]]        {"array": [[0, 1], [1, 0]], "of": "int64"}   array of int64, of bool alike
    ["mean", "sum"]         {"items": ["mean", "sum"]}                   list
    { W = [0.5], t = 2 }    {"table": [["W", [0.5]], ["t", 2]]}          dict

Numbers, words and arrays of float64 are written as for questions on a method, so that whoever reads those reads these.
A table is written as pairs, so that no name of an entry is taken for a word of this page. `to_python` makes new objects
at every call, so that no call sees what another one changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Leaf = Callable[[Any], Any]


def is_typed(data: Any) -> bool:
    """Whether these data are a table, a list or an array that only this page describes."""
    return isinstance(data, dict) and ("table" in data or "items" in data or "array" in data)


def map_floats(data: Any, change: Leaf) -> Any:
    """The argument with `change` applied to each float and to each array of floats (a list), whatever holds them."""
    if isinstance(data, (float, list)):
        return change(data)
    if isinstance(data, dict) and "table" in data:
        return {"table": [[name, map_floats(entry, change)] for name, entry in data["table"]]}
    if isinstance(data, dict) and "items" in data:
        return {"items": [map_floats(item, change) for item in data["items"]]}
    return data


def to_python(data: Any, array: Callable[[Any, str], Any]) -> Any:
    """The argument as a function receives it; `array` makes an array from nested lists and the name of a dtype."""
    if isinstance(data, list):
        return array(data, "float64")
    if not is_typed(data):
        return data
    if "array" in data:
        return array(data["array"], data["of"])
    if "items" in data:
        return [to_python(item, array) for item in data["items"]]
    return {name: to_python(entry, array) for name, entry in data["table"]}


def holds_array(data: Any) -> bool:
    """Whether there is an array in the argument, at any depth."""
    if isinstance(data, list):
        return True
    if not is_typed(data):
        return False
    entries = data.get("items") or [entry for _, entry in data.get("table", ())]
    return "array" in data or any(map(holds_array, entries))
