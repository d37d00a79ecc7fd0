"""What a student's function returned, as plain data: the only thing that ever leaves the student's process.

A `Value` is one of six frozen classes. `encode` writes one as JSON; `decode` reads it back and trusts nothing: every
field is checked before an array is made, because student code ran in the sender's process.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np

from grader.base.exhaustive import assert_never

KINDS = "biufc"  # NumPy's letters for booleans, integers, unsigned, floats and complex numbers
DTYPES = frozenset(
    ["bool", "float16", "float32", "float64", "complex64", "complex128"]
    + [f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)]
)
_LITTLE_ENDIAN: dict[str, np.dtype[Any]] = {name: np.dtype(name).newbyteorder("<") for name in DTYPES}
MAX_TEXT = 8_000  # characters of a returned string that are kept
RTOL, ATOL = 1e-6, 1e-9  # within which numbers differ by rounding
MAX_DEPTH = 8  # levels of lists within lists


class Malformed(ValueError):
    """A message from the student's process that is not in the expected format."""


@dataclass(frozen=True)
class Nothing:
    """None, the value of a function without a return statement."""


@dataclass(frozen=True, eq=False)
class Numbers:
    """A number or an array of numbers, in the student's own dtype and shape."""

    array: np.ndarray


@dataclass(frozen=True)
class Text:
    """A string, cut where it is too long."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list or tuple whose entries do not form one array, such as a pair of histories or a ragged list."""

    items: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A dictionary with string keys, or the columns of a data frame, which may count as a matrix as well."""

    entries: dict[str, Value]
    of_frame: bool = False

    @property
    def matrix(self) -> Value:
        """The rows of a data frame whose columns are all numbers; else the dictionary."""
        arrays = [entry.array for entry in self.entries.values() if isinstance(entry, Numbers)]
        is_matrix = self.of_frame and len(arrays) == len(self.entries) > 0 and len({a.shape for a in arrays}) == 1
        return Numbers(np.stack(arrays, axis=-1)) if is_matrix else self


@dataclass(frozen=True)
class Other:
    """Any other object; `what` describes it to the student, such as `a generator`."""

    what: str


Value = Nothing | Numbers | Text | Items | Table | Other


def count_numbers(value: Value) -> int:
    """Number of numbers in the value, at any depth."""
    return sum(value.array.size if isinstance(value, Numbers) else 0 for value in parts(value))


def padded_size(shape: Iterable[int]) -> int:
    """Entries of an array, where a side of 0 counts as 1: beside one, other sides are free, and readers walk along."""
    return math.prod(max(side, 1) for side in shape)


def count_bytes(value: Value) -> int:
    """Approximate size in bytes: arrays and texts, and 16 for each part."""
    return sum(16 + _own_bytes(value) for value in parts(value))


def parts(value: Value) -> Iterator[Value]:
    """The value and all its parts, at any depth."""
    yield value
    inner: Iterable[Value] = ()
    if isinstance(value, Items):
        inner = value.items
    elif isinstance(value, Table):
        inner = value.entries.values()
    for part in inner:
        yield from parts(part)


def are_near(one: Value, other: Value) -> bool:
    """Whether both hold the same in the same places; numbers may differ by rounding."""
    return all(_is_near(*pair) for pair in zip_longest(parts(one), parts(other)))


def _is_near(one: Value | None, other: Value | None) -> bool:
    """The same of two parts, without what they hold."""
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        is_alike = one.array.shape == other.array.shape
        return is_alike and bool(np.allclose(one.array, other.array, rtol=RTOL, atol=ATOL, equal_nan=True))
    return type(one) is type(other) if isinstance(one, (Items, Table)) else one == other


def _own_bytes(value: Value) -> int:
    match value:
        case Numbers(array):
            return array.itemsize * padded_size(array.shape)
        case Text(text) | Other(text):
            return 4 * len(text)
        case Table(entries):
            return 4 * sum(map(len, entries))
        case Nothing() | Items():
            return 0
        case _:
            return assert_never(value)


def encode(value: Value) -> Any:
    """The value as JSON data."""
    match value:
        case Nothing():
            return None
        case Numbers(array):
            data = base64.b64encode(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()).decode("ascii")
            return {"dtype": array.dtype.name, "shape": list(array.shape), "data": data}
        case Text(text):
            return text
        case Items(items):
            return [encode(item) for item in items]
        case Table(entries, of_frame):
            return {"columns" if of_frame else "table": [[name, encode(entry)] for name, entry in entries.items()]}
        case Other(what):
            return {"other": what}
        case _:
            return assert_never(value)


def decode(data: Any, depth: int = 0) -> Value:
    """The value that JSON data stand for. Raises Malformed; never allocates more than the data's own size."""
    if depth > MAX_DEPTH:
        raise Malformed(f"values nested more than {MAX_DEPTH} levels deep")
    match data:
        case {"dtype": dtype, "shape": shape, "data": raw} if len(data) == 3:
            return _numbers(dtype, shape, raw)
        case list():
            return Items(tuple([decode(item, depth + 1) for item in data]))
        case None:
            return Nothing()
        case str():
            return Text(data[:MAX_TEXT])
        case {"table": list(entries)} if len(data) == 1:
            return Table(dict(_entry(entry, depth) for entry in entries))
        case {"columns": list(entries)} if len(data) == 1:
            return Table(dict(_entry(entry, depth) for entry in entries), of_frame=True)
        case {"other": str(what)} if len(data) == 1:
            return Other(what[:MAX_TEXT])
    raise Malformed("a value of no known shape")


def _numbers(dtype: Any, shape: Any, data: Any) -> Numbers:
    """Numbers from their bytes, which cannot be written to."""
    if _checked(dtype, str, "a dtype") not in DTYPES:  # NumPy would parse any text as one
        raise Malformed("a dtype that is not one of numbers")
    if not (isinstance(shape, list) and len(shape) <= MAX_DEPTH and all(type(n) is int and n >= 0 for n in shape)):
        raise Malformed("an array whose shape is not a short list of sizes")
    element, text = _LITTLE_ENDIAN[dtype], _checked(data, str, "an array's data")
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed(f"an array whose data are not base64: {error}") from None
    if math.prod(shape) * element.itemsize != len(raw):
        raise Malformed(f"an array of shape {shape} with {len(raw)} bytes")
    try:
        return Numbers(np.frombuffer(raw, dtype=element).reshape(shape))
    except ValueError:  # no bytes, and yet a side that no array can have
        raise Malformed("an array whose sides are too long") from None


def _entry(entry: Any, depth: int) -> tuple[str, Value]:
    if not (isinstance(entry, list) and len(entry) == 2 and isinstance(entry[0], str)):
        raise Malformed("a table entry that is not a name and a value")
    return entry[0][:MAX_TEXT], decode(entry[1], depth + 1)


def _checked(data: Any, kind: type, what: str) -> Any:
    if not isinstance(data, kind):
        raise Malformed(f"{what} that is a {type(data).__name__}")
    return data
