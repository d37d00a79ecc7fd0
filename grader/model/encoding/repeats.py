"""JSON data in which a text or an array that occurs more than once is written once.

    {"a": "a long text", "b": ["a long text"]}  <->  {"repeated": ["a long text"], "a": {"=": 0}, "b": [{"=": 0}]}

A key holds the same hint for many mistakes, and many mistakes give the same answer in some case. `=` names nothing
else in a key: neither a field nor a parameter nor a file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from grader.model.encoding.decoding import DecodingError, decoder

_to_list: Callable[[Any], list[Any]] = decoder(list[Any])
REPEATED, PLACE = "repeated", "="
LEAST = 24  # characters of JSON that are written once: of two places each has 10 or fewer


def written_once(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same data with a list of what occurs more than once, and its place in this list wherever it does."""
    counts = Counter(_leaves(data))
    repeated = [leaf for leaf, count in counts.items() if count > 1]
    places = {leaf: place for place, leaf in enumerate(repeated)}

    def short(value: Any) -> Any:
        if (leaf := _leaf(value)) in places:
            return {PLACE: places[leaf]}
        if isinstance(value, dict):
            return {name: short(inner) for name, inner in value.items()}
        return list(map(short, value)) if isinstance(value, list) else value

    return {REPEATED: [json.loads(leaf) for leaf in repeated], **short(data)}


def written_everywhere(data: dict[str, Any]) -> dict[str, Any]:
    """The data of which `written_once` made these, which it changes; an array is made once. Raises DecodingError."""
    repeated = _to_list(data.pop(REPEATED, None))
    try:
        _fill(data, repeated)
    except (LookupError, TypeError):
        raise DecodingError(f"a place that `{REPEATED}` does not have") from None
    return data


def _fill(data: dict[Any, Any] | list[Any], repeated: list[Any]) -> None:
    for name, inner in data.items() if type(data) is dict else enumerate(data):
        if type(inner) is dict and PLACE in inner:
            data[name] = repeated[inner[PLACE]]
        elif (type(inner) is dict and "dtype" not in inner) or type(inner) is list:
            _fill(inner, repeated)


def _leaves(value: Any) -> Iterator[str]:
    if leaf := _leaf(value):
        yield leaf
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)


def _leaf(value: Any) -> str:
    """The JSON of a text or an array that is long enough to be written once; else an empty text."""
    if isinstance(value, str) or (isinstance(value, dict) and "dtype" in value):
        text = json.dumps(value)
        return text if len(text) >= LEAST else ""
    return ""
