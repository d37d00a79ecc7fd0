"""JSON data in which a text or an array that occurs more than once is written once.

    {"a": "a long text", "b": ["a long text"]}
    {"a": {"=": 0}, "b": [{"=": 0}], "repeated": {"=": ["a long text"]}}

A key holds the same hint for many mistakes, and many mistakes give the same answer in some case. A place is a table
under a name that no table of the data has, which `repeated` says: `=`, or more of them where something is called so.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from grader.model.encoding.decoding import DecodingError, decoder
from grader.model.encoding.values import DTYPES

_to_lists: Callable[[Any], dict[str, list[Any]]] = decoder(dict[str, list[Any]])
REPEATED, PLACE = "repeated", "="
LEAST = 24  # characters of JSON that are written once: of two places each has 10 or fewer


def written_once(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same data with a list of what occurs more than once, and its place in this list wherever it does."""
    counts = Counter(_leaves(data))
    repeated = [leaf for leaf, count in counts.items() if count > 1]
    places = {leaf: place for place, leaf in enumerate(repeated)}
    names, mark = set(_names(data)), PLACE
    while mark in names:
        mark += PLACE

    def short(value: Any) -> Any:
        if (leaf := _leaf(value)) in places:
            return {mark: places[leaf]}
        if isinstance(value, dict):
            return {name: short(inner) for name, inner in value.items()}
        return list(map(short, value)) if isinstance(value, list) else value

    return {**short(data), REPEATED: {mark: [json.loads(leaf) for leaf in repeated]}}


def written_everywhere(data: dict[str, Any]) -> dict[str, Any]:
    """The data of which `written_once` made these, which it changes; an array is made once. Raises DecodingError."""
    match list(_to_lists(data.pop(REPEATED, None)).items()):
        case [(mark, values)] if all(isinstance(value, str | np.ndarray) for value in values):
            _fill(data, mark, values)
            return data
    raise DecodingError(f"`{REPEATED}` is not one list of texts and arrays")


def _fill(data: dict[Any, Any] | list[Any], mark: str, values: list[Any]) -> None:
    for name, inner in data.items() if type(data) is dict else enumerate(data):
        if type(inner) is dict and mark in inner:
            place = inner[mark]
            if len(inner) > 1 or type(place) is not int or not 0 <= place < len(values):
                raise DecodingError(f"a place that `{REPEATED}` does not have")
            data[name] = values[place]
        elif type(inner) is dict or type(inner) is list:
            _fill(inner, mark, values)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _names(inner)


def _leaves(value: Any) -> Iterator[str]:
    if leaf := _leaf(value):
        yield leaf
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)


def _leaf(value: Any) -> str:
    """The JSON of a text or an array that is long enough to be written once; else an empty text."""
    if isinstance(value, str) or (isinstance(value, dict) and _is_array(value)):
        text = json.dumps(value)
        return text if len(text) >= LEAST else ""
    return ""


def _is_array(table: dict[str, Any]) -> bool:
    """Whether a table is an array by its bytes: other tables may have one of its names, or all three."""
    match table:
        case {"dtype": str(dtype), "shape": list(shape), "data": str()} if len(table) == 3:
            return dtype in DTYPES and all(type(side) is int for side in shape)
    return False
