"""JSON data -> the frozen values that their types declare. A value of another type is refused with its path.

    questions[3].points: expected a number, got 'ten'

Each type becomes one function, made once; a path is put together only where something is wrong, so that nothing is
paid for it otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from grader.model.values import Malformed, Numbers, decode

Reader = Callable[[Any], Any]


class Mistyped(ValueError):
    """Data that are not of the declared type; the text is the path and what was expected there."""

    def __init__(self, problem: str, *path: str) -> None:
        super().__init__(problem)
        self.problem, self.path = problem, path

    def under(self, part: str) -> Mistyped:
        """The same, one level further out."""
        return Mistyped(self.problem, part, *self.path)

    def __str__(self) -> str:
        path = "".join(self.path).removeprefix(".")
        return f"{path}: {self.problem}" if path else self.problem


def expected(what: str, data: Any) -> Mistyped:
    """The error for data that are not `what`."""
    shown = repr(data)
    return Mistyped(f"expected {what}, got {shown if len(shown) <= 40 else shown[:37] + '...'}")


@cache
def reader(kind: Any) -> Reader:
    """The function that makes a value of that type of JSON data. It raises Mistyped."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    inner = get_args(kind)
    match get_origin(kind):
        case origin if origin is tuple or origin is list:
            return _sequence(reader(inner[0]), origin)
        case origin if origin is dict:
            return _table(reader(inner[1]))
        case origin if origin in (Union, UnionType) and len(inner) == 2 and NoneType in inner:
            return _optional(reader(next(each for each in inner if each is not NoneType)))
    raise TypeError(f"no reader for {kind}")


def _record(kind: type) -> Reader:
    hints, declared = get_type_hints(kind), fields(kind)  # type: ignore[arg-type]
    readers = {f.name: reader(hints[f.name]) for f in declared}
    needed = [f.name for f in declared if f.default is MISSING and f.default_factory is MISSING]

    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise expected("a table", data)
        values = {}
        for name, value in data.items():
            if name not in readers:
                raise Mistyped("there is no such field", f".{name}")
            try:
                values[name] = readers[name](value)
            except Mistyped as error:
                raise error.under(f".{name}") from None
        for name in needed:
            if name not in values:
                raise Mistyped("it is missing", f".{name}")
        return kind(**values)

    return read


def _sequence(each: Reader, make: type) -> Reader:
    def read(data: Any) -> Any:
        if type(data) is not list:
            raise expected("a list", data)
        values = []
        for i, item in enumerate(data):
            try:
                values.append(each(item))
            except Mistyped as error:
                raise error.under(f"[{i}]") from None
        return values if make is list else make(values)

    return read


def _table(each: Reader) -> Reader:
    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise expected("a table", data)
        values = {}
        for name, item in data.items():
            try:
                values[name] = each(item)
            except Mistyped as error:
                raise error.under(f"[{name!r}]") from None
        return values

    return read


def _optional(inner: Reader) -> Reader:
    return lambda data: None if data is None else inner(data)


def _one_of(kind: type, what: str) -> Reader:
    def read(data: Any) -> Any:
        if type(data) is not kind:
            raise expected(what, data)
        return data

    return read


def _number(data: Any) -> float:
    if type(data) not in (int, float) or not math.isfinite(data):
        raise expected("a number", data)
    return float(data)


def _anything(data: Any) -> Any:
    """JSON data as they are, but for arrays, which stand in them by their bytes."""
    if type(data) is dict:
        if "dtype" not in data:
            return _ANY_TABLE(data)
        try:
            array = decode(data)
        except Malformed as error:
            raise Mistyped(f"expected an array, got {error}") from None
        if not isinstance(array, Numbers):
            raise expected("an array", data)
        return array.array
    return _ANY_LIST(data) if type(data) is list else data


_SIMPLE: dict[Any, Reader] = {
    str: _one_of(str, "a text"),
    bool: _one_of(bool, "true or false"),
    int: _one_of(int, "a whole number"),
    float: _number,
    Any: _anything,
}
_ANY_TABLE, _ANY_LIST = _table(_anything), _sequence(_anything, list)
