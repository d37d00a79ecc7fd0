"""Any Python object -> a `Value`: what a student's function returned, in plain numbers and words.

It runs inside the student's process. An object that lies here could as well have been the number that it claims to be,
so it may be deceived. It must be bounded (`AnswerBudget`), must read unusual but honest answers, and must work after
the student has patched NumPy: `np` below is a private copy of NumPy's names.
"""

from __future__ import annotations

import builtins
import numbers
from array import ArrayType
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import islice
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

import numpy

from grader.base.text import printable
from grader.model.encoding.values import (
    KINDS,
    MAX_DEPTH,
    MAX_TEXT,
    Items,
    Nothing,
    Numbers,
    Other,
    Table,
    Text,
    Value,
    padded_size,
)

np: Any = SimpleNamespace(**vars(numpy))  # NumPy as it was before any student code ran
MAX_ENTRIES = 50_000  # entries of all lists together
FEW = 8  # entries of a list that are counted one by one
TOO_LARGE = "an answer too large to be kept"
SEQUENCES: tuple[Any, ...] = (list, tuple, set, frozenset, deque, range, ArrayType, type({}.keys()), type({}.values()))
UNCALLED = "a function (is it to be called?)"
WORDS: tuple[tuple[type, str], ...] = (
    (Iterator, "a generator (`list(...)` makes a list of it)"),  # those of map, zip and itertools too
    (FunctionType, UNCALLED), (ModuleType, "a module"), (type, "a class"), (bytes, "bytes"),
)  # fmt: skip


MAX_CLASSES = 12  # above an exception
# By identity: a metaclass of a student's says what its class is equal to. Made before any student code ran.
EXCEPTIONS = {id(each): each.__name__ for each in vars(builtins).values() if type(each) is type}


class TooLarge(Exception):
    """More entries or bytes than may leave the process."""


class AnswerBudget:
    """How many bytes and entries may still be described."""

    def __init__(self, most_bytes: int, *, is_exact: bool = False) -> None:
        self.bytes, self.entries, self.is_exact = most_bytes, MAX_ENTRIES, is_exact

    def spend(self, n_bytes: int, n_entries: int = 1) -> None:
        """Use up bytes and entries. Raises TooLarge where not enough are left."""
        self.bytes -= n_bytes
        self.entries -= n_entries
        if self.bytes < 0 or self.entries < 0:
            raise TooLarge


def to_value(thing: Any, most_bytes: int = 8 << 20, *, is_exact: bool = False) -> Value:
    """The thing as a Value of at most about `most_bytes`. Raises nothing but ModuleNotFoundError, of a stand-in.

    A list of equal arrays is one array, unless it is to be exact.
    """
    try:
        return _to_value(thing, AnswerBudget(most_bytes, is_exact=is_exact), 0)
    except TooLarge:
        return Other(too_large(_count(thing)))
    except MemoryError:
        return Other("a value too large for this machine's memory")
    except ModuleNotFoundError:
        raise
    except BaseException:  # whatever a student's own class does when looked at, KeyboardInterrupt among it
        return Other(with_article(class_name(thing)) + " that cannot be read")


def too_large(count: int) -> str:
    """What is said of an answer that is too large; `count` is how many numbers it holds, 0 if unknown."""
    return f"{TOO_LARGE}: it holds {count:,} numbers" if count else TOO_LARGE


def _count(thing: Any, depth: int = 0) -> int:
    """About how many numbers a thing holds; a long list is counted as if all its entries were like the first."""
    try:
        if isinstance(thing, (np.ndarray, *JAX_ARRAYS)):
            return int(thing.size)  # type: ignore[attr-defined]
        if not isinstance(thing, (list, tuple, range)) or depth > MAX_DEPTH:
            return int(isinstance(thing, (bool, int, float, complex, np.generic)))
        if len(thing) <= FEW:
            return sum(_count(entry, depth + 1) for entry in thing)
        return len(thing) * _count(thing[0], depth + 1)
    except BaseException:  # a student's own class
        return 0


def class_name(thing: Any) -> str:
    """The name of the thing's class, which no metaclass can change."""
    return _class_name(type(thing))


def _class_name(kind: type) -> str:
    return printable(str.__str__(type.__dict__["__name__"].__get__(kind)), 80)


def exception_names(error: BaseException) -> tuple[str, ...]:
    """The names of its class and of those above it: of Python's own bare, of others behind their module and a dot."""
    classes = type.__dict__["__mro__"].__get__(type(error))
    return tuple(map(_exception_name, classes[:MAX_CLASSES]))


def _exception_name(kind: type) -> str:
    if id(kind) in EXCEPTIONS:
        return EXCEPTIONS[id(kind)]
    module = type.__dict__["__dict__"].__get__(kind).get("__module__")
    return f"{printable(module if type(module) is str else '', 80)}.{_class_name(kind)}"


def with_article(noun: str) -> str:
    """The word with `a` or `an` before it."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def _to_value(thing: Any, budget: AnswerBudget, depth: int) -> Value:
    kind = type(thing)
    budget.spend(16)
    if thing is None:
        return Nothing()
    if issubclass(kind, str):
        return _text(str.__str__(thing), budget)
    if kind is bool or kind is int or kind is float or kind is complex:
        return _number(thing)
    if issubclass(kind, np.ndarray):
        return _array(thing, budget, depth)
    if issubclass(kind, np.generic):
        return _array(np.asarray(thing), budget, depth)
    if issubclass(kind, SEQUENCES):
        return _sequence(thing, budget, depth)
    if issubclass(kind, dict):
        return _table(thing, budget, depth)
    return _of_a_library(thing, budget, depth)


def _text(text: str, budget: AnswerBudget) -> Text:
    short = printable(text)[:MAX_TEXT]
    budget.spend(4 * len(short))
    return Text(short)


def _number(number: Any) -> Value:
    if type(number) is int and not -(2**63) <= number < 2**63:
        try:
            return Numbers(np.asarray(float(number)))
        except OverflowError:
            return Other("an integer too large for a float")
    return Numbers(np.asarray(number))


def _array(array: Any, budget: AnswerBudget, depth: int) -> Value:
    kind = array.dtype.kind
    if kind in "OU" and array.ndim:
        budget.spend(0, padded_size(array.shape))
        return _sequence(np.ndarray.tolist(array), budget, depth)
    if kind in "OU":
        return _to_value(np.ndarray.item(array), budget, depth + 1) if depth < MAX_DEPTH else _too_deep()
    if array.ndim > MAX_DEPTH:
        return Other(f"an array of {array.ndim} dimensions")
    budget.spend(padded_size(array.shape) * array.dtype.itemsize)  # before a copy: a broadcast view may claim petabytes
    return _plain(np.array(array, subok=False))


def _plain(array: Any) -> Value:
    """The array in a dtype that every machine has."""
    if array.dtype.kind in KINDS and array.dtype.itemsize <= 8:
        return Numbers(array)
    if array.dtype.kind == "c":
        return Numbers(array if array.dtype.itemsize == 16 else array.astype(np.complex128))
    if array.dtype.kind == "f":  # long double, whose layout differs from machine to machine
        return Numbers(array.astype(np.float64))
    if array.dtype.kind == "V" and "float" in array.dtype.name:  # bfloat16 and the float8 family of ml_dtypes
        return Numbers(array.astype(np.float32))
    return Other(f"an array of dtype {printable(str(array.dtype), 80)}")


def _sequence(sequence: Any, budget: AnswerBudget, depth: int) -> Value:
    if depth >= MAX_DEPTH:
        return _too_deep()
    base = next(kind for kind in SEQUENCES if issubclass(type(sequence), kind))
    budget.spend(0, base.__len__(sequence))
    entries = [_to_value(entry, budget, depth + 1) for entry in base.__iter__(sequence)]
    return Items(tuple(entries)) if budget.is_exact else stacked(entries)


def _too_deep() -> Other:
    return Other(f"lists nested more than {MAX_DEPTH} levels deep")


def stacked(entries: list[Value]) -> Value:
    """One array if all entries are numbers of one shape, in their common dtype; else the entries as they are."""
    arrays = [entry.array for entry in entries if isinstance(entry, Numbers)]
    if not entries:
        return Numbers(np.zeros(0))
    if len(arrays) < len(entries) or len({array.shape for array in arrays}) > 1 or arrays[0].ndim >= MAX_DEPTH:
        return Items(tuple(entries))
    return Numbers(np.stack(arrays))


def _table(table: Any, budget: AnswerBudget, depth: int, *, of_frame: bool = False) -> Value:
    if depth >= MAX_DEPTH:
        return _too_deep()
    budget.spend(0, dict.__len__(table))
    pairs = [(key, value) for key, value in dict.items(table)]
    if not all(issubclass(type(key), (str, int, float, np.integer, np.floating)) for key, _ in pairs):
        return Other("a dictionary whose keys are not all texts or numbers")
    return Table({_text(_key(key), budget).text: _to_value(v, budget, depth + 1) for key, v in pairs}, of_frame)


def _key(key: Any) -> str:
    """A key as text: 3 and "3" are the same, and so is a decimal in float32 and in float64."""
    if issubclass(type(key), str):
        return str.__str__(key)
    return f"{float(key):.6g}" if issubclass(type(key), (float, np.floating)) else str(int(key))


def _of_a_library(thing: Any, budget: AnswerBudget, depth: int) -> Value:
    """Arrays and numbers of JAX, PyTorch, pandas and other libraries, and everything else."""
    if isinstance(thing, TRACERS):
        return Other("a JAX tracer")
    if isinstance(thing, JAX_ARRAYS):
        return _jax_array(thing, budget)
    if isinstance(thing, numbers.Number) and not isinstance(thing, SEQUENCES):
        return _number(float(thing) if isinstance(thing, numbers.Real) else complex(thing))  # type: ignore[call-overload]
    if class_name(thing) == "DataFrame" and all(type(name) is str for name in thing.columns):
        return _table({name: thing[name] for name in thing.columns}, budget, depth, of_frame=True)
    if hasattr(type(thing), "__array__"):
        return _array(np.asarray(_without_gradient(thing)), budget, depth)
    if callable(getattr(type(thing), "toarray", None)) and hasattr(thing, "shape"):  # a sparse matrix
        budget.spend(padded_size(thing.shape) * 8)  # before it is made
        return _array(np.asarray(thing.toarray()), budget, depth)
    if isinstance(thing, Mapping):  # of a class of the student's own, or `types.MappingProxyType`
        return _table({key: thing[key] for key in islice(thing, MAX_ENTRIES + 1)}, budget, depth)
    if isinstance(thing, Sequence) and not isinstance(thing, bytes):  # `UserList`
        return _sequence([thing[at] for at in range(min(len(thing), MAX_ENTRIES + 1))], budget, depth)
    if is_dataclass(type(thing)):
        return _table({field.name: getattr(thing, field.name) for field in fields(thing)}, budget, depth)
    for kind, words in WORDS:
        if issubclass(type(thing), kind):
            return Other(words)
    if callable(thing):
        return Other(UNCALLED)
    module = vars(type(thing)).get("__module__")
    home = module.split(".")[0] if type(module) is str else ""
    library = f" of {printable(home, 40)}" if home and home not in ("builtins", "__main__") else ""
    return Other(f"{with_article(class_name(thing))}{library}")


def _without_gradient(thing: Any) -> Any:
    """The tensor without the record of its computation, with which PyTorch makes no array of it."""
    return thing.detach() if hasattr(type(thing), "detach") else thing


def _jax_array(array: Any, budget: AnswerBudget) -> Value:
    if len(array.shape) > MAX_DEPTH:
        return Other(f"an array of {len(array.shape)} dimensions")
    budget.spend(padded_size(array.shape) * array.dtype.itemsize)
    return _plain(np.asarray(array))


def remember_jax() -> None:
    """Store JAX's classes under names that student code cannot patch. Call it before that code runs."""
    global JAX_ARRAYS, TRACERS
    import jax  # noqa: PLC0415  a second to import, and not needed by importers of this module

    JAX_ARRAYS, TRACERS = (jax.Array,), (jax.core.Tracer,)


JAX_ARRAYS: tuple[type, ...] = ()
TRACERS: tuple[type, ...] = ()
