"""JSON data -> the frozen dataclasses that their types declare; anything else is refused with its path.

    questions[3].points: expected a number, got 'ten'

Keys, transcripts, reports, gradebook entries and the replies of the student's process are all read by this module.
Each type becomes one function, made once. A path is put together only when something is wrong. Supported types:

    dataclass                a table of its fields; unknown fields are refused
    A | B of dataclasses     a table with one entry, whose name is the class's in lower case: {"raised": {...}}
    tuple[T, ...], list[T]   a list                  dict[str, T], Mapping[str, T]   a table
    Literal, T | None, str, bool, int, float (finite), Path, Value
    Any                      JSON data, in which arrays stand by their bytes

A field's metadata may say `REQUIRED`: data without it are refused even though the class has a default, or
`BY_NAME`: a tuple that is written as a table, with the `name` of each member in front.
"""

from __future__ import annotations

import math
import reprlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np

from grader.model.encoding.values import Malformed, Numbers, Value, decode, encode

Decoder = Callable[[Any], Any]

REQUIRED = {"required": True}
BY_NAME = {"by_name": True, **REQUIRED}
_MAX_SHOWN = 40  # characters of wrong data in a message, and of a name in a path


class DecodingError(ValueError):
    """Data that are not of the declared type; the text is the path and what was expected there."""

    def __init__(self, problem: str, *path: str) -> None:
        super().__init__(problem)
        self.problem, self.path = problem, path

    def inside(self, part: str) -> DecodingError:
        """The same error with its path seen from one level further out."""
        return DecodingError(self.problem, part, *self.path)

    def __str__(self) -> str:
        path = "".join(self.path).removeprefix(".")
        return f"{path}: {self.problem}" if path else self.problem


def wrong_type(expected: str, data: Any) -> DecodingError:
    """The error for data that are not what was expected. Cheap for data of any size."""
    shown = reprlib.repr(data)
    shown = shown if len(shown) <= _MAX_SHOWN else f"{shown[: _MAX_SHOWN - 3]}..."
    return DecodingError(f"expected {expected}, got {shown}")


@cache
def decoder(kind: Any) -> Decoder:
    """The function that makes a value of that type from JSON data. It raises DecodingError."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    arguments = get_args(kind)
    match get_origin(kind):
        case origin if origin is tuple or origin is list:
            return _sequence(decoder(arguments[0]), origin)
        case origin if origin is dict or origin is Mapping:
            return _table(decoder(arguments[1]))
        case origin if origin is Literal:
            return _choice(arguments)
        case origin if origin in (Union, UnionType):
            return _union([each for each in arguments if each is not NoneType], NoneType in arguments)
    raise TypeError(f"no decoder for {kind}")


def _record(kind: type) -> Decoder:
    required = [f.name for f in fields(kind) if _is_required(f)]

    @cache
    def field_decoders() -> dict[str, Decoder]:  # made when they are needed: a dataclass may hold itself
        hints = get_type_hints(kind)
        return {f.name: _field_decoder(f, hints[f.name]) for f in fields(kind)}

    def decode_record(data: Any) -> Any:
        """A dataclass from a table with its fields."""
        if type(data) is not dict:
            raise wrong_type("a table", data)
        values, decoders = {}, field_decoders()
        for name, value in data.items():
            if name not in decoders:
                raise DecodingError("there is no such field", f".{name[:_MAX_SHOWN]}")
            try:
                values[name] = decoders[name](value)
            except DecodingError as error:
                raise error.inside(f".{name}") from None
        for name in required:
            if name not in values:
                raise DecodingError("it is missing", f".{name}")
        return kind(**values)

    return decode_record


def _is_required(field: Field[Any]) -> bool:
    no_default = field.default is MISSING and field.default_factory is MISSING
    return no_default or bool(field.metadata.get("required"))


def _field_decoder(field: Field[Any], kind: Any) -> Decoder:
    if not field.metadata.get("by_name"):
        return decoder(kind)
    each = decoder(get_args(kind)[0])

    def decode_by_name(data: Any) -> Any:
        return tuple(_entries(data, lambda name, item: each({"name": name, **_table_data(item)})).values())

    return decode_by_name


def _table_data(data: Any) -> dict[str, Any]:
    if type(data) is not dict:
        raise wrong_type("a table", data)
    if "name" in data:
        raise DecodingError("there is no such field", ".name")
    return data


def _entries(data: Any, decode_entry: Callable[[str, Any], Any]) -> dict[str, Any]:
    if type(data) is not dict:
        raise wrong_type("a table", data)
    values = {}
    for name, item in data.items():
        try:
            values[name] = decode_entry(name, item)
        except DecodingError as error:
            raise error.inside(f"[{name[:_MAX_SHOWN]!r}]") from None
    return values


def _table(each: Decoder) -> Decoder:
    return lambda data: _entries(data, lambda _, item: each(item))


def _sequence(each: Decoder, make: type) -> Decoder:
    def decode_sequence(data: Any) -> Any:
        """A tuple or a list from a list."""
        if type(data) is not list:
            raise wrong_type("a list", data)
        values = []
        for i, item in enumerate(data):
            try:
                values.append(each(item))
            except DecodingError as error:
                raise error.inside(f"[{i}]") from None
        return values if make is list else make(values)

    return decode_sequence


def _union(kinds: list[Any], optional: bool) -> Decoder:
    inner = decoder(kinds[0]) if len(kinds) == 1 else _choice_or_tagged(kinds)
    return (lambda data: None if data is None else inner(data)) if optional else inner


def _choice_or_tagged(kinds: list[Any]) -> Decoder:
    if all(get_origin(kind) is Literal for kind in kinds):
        return _choice(word for kind in kinds for word in get_args(kind))
    decoders = {kind.__name__.lower(): decoder(kind) for kind in kinds}

    def decode_tagged(data: Any) -> Any:
        """One of several dataclasses from a table whose only key says which."""
        name, record = next(iter(data.items())) if type(data) is dict and len(data) == 1 else ("", None)
        if name not in decoders:
            raise wrong_type(f"a table with one of {', '.join(decoders)}", data)
        try:
            return decoders[name](record)
        except DecodingError as error:
            raise error.inside(f".{name}") from None

    return decode_tagged


def _choice(words: Iterable[str]) -> Decoder:
    allowed = tuple(words)

    def decode_choice(data: Any) -> Any:
        if type(data) is not str or data not in allowed:
            raise wrong_type(f"one of {', '.join(allowed)}", data)
        return data

    return decode_choice


def _instance(kind: type, name: str) -> Decoder:
    def decode_instance(data: Any) -> Any:
        if type(data) is not kind:
            raise wrong_type(name, data)
        return data

    return decode_instance


def _number(data: Any) -> float:
    if type(data) not in (int, float) or not math.isfinite(data):
        raise wrong_type("a number", data)
    return float(data)


def _value(data: Any) -> Value:
    try:
        return decode(data)
    except Malformed as error:
        raise DecodingError(f"expected a value, got {error}") from None


def _anything(data: Any) -> Any:
    """JSON data as they are, except that arrays are made from their bytes."""
    if type(data) is dict:
        if "dtype" not in data:
            return _ANY_TABLE(data)
        try:
            array = decode(data)
        except Malformed as error:
            raise DecodingError(f"expected an array, got {error}") from None
        if not isinstance(array, Numbers):
            raise wrong_type("an array", data)
        return array.array
    return _ANY_LIST(data) if type(data) is list else data


_SIMPLE: dict[Any, Decoder] = {
    str: _instance(str, "a text"),
    bool: _instance(bool, "true or false"),
    int: _instance(int, "a whole number"),
    float: _number,
    Path: lambda data: Path(_SIMPLE[str](data)),
    Value: _value,
    Any: _anything,
}
_ANY_TABLE, _ANY_LIST = _table(_anything), _sequence(_anything, list)


# ── the other way round


def to_data(value: Any) -> Any:
    """JSON data for a value: arrays by their bytes, exact and quick to read; fields without what they have anyway."""
    if is_dataclass(value) and not isinstance(value, type):
        defaults = _defaults(type(value))
        held = ((name, getattr(value, name)) for name in defaults)
        return {name: to_data(inner) for name, inner in held if not _is_same(inner, defaults[name])}
    if isinstance(value, dict):
        return {str(k): to_data(v) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return encode(Numbers(value))
    if isinstance(value, (list, tuple)):
        return [to_data(v) for v in value]
    return value.item() if isinstance(value, np.generic) else value


@cache
def _defaults(kind: type) -> dict[str, Any]:
    """What data without a field mean, by the field's name; MISSING where they are refused."""
    made = {f.name: f.default if f.default_factory is MISSING else f.default_factory() for f in fields(kind)}
    return {f.name: MISSING if _is_required(f) else made[f.name] for f in fields(kind)}


def _is_same(value: Any, default: Any) -> bool:
    return type(value) is type(default) and not isinstance(value, np.ndarray) and bool(value == default)
