"""Arguments that keep their type on the way to a student's function, as JSON data.

    in the file                as data                                         for the student
    3, 0.5, true, "l2"         the same                                        int, float, bool, str
    [0.5, 1]                   [0.5, 1.0]                                      array of float64: one decimal makes it so
    [[0, 1], [1, 0]]           an array, which JSON holds by its bytes         array of int64, of bool alike
    [[0.5, 1.0], [2.0]]        {"items": [[0.5, 1.0], [2.0]]}                  list of arrays: their shapes differ
    ["mean", "sum"]            {"items": ["mean", "sum"]}                      list
    { W = [0.5], t = 2 }       {"table": [["W", [0.5]], ["t", 2]]}             dict
    { file = "x.npy" }         an array                                        array of the file's dtype
    { function = "sine" }      {"function": "sine", "parameters": {}}          function of one point
    { gradient_of = "sine" }   {"gradient_of": "sine", "parameters": {}}       its gradient, or `hessian_of`
    { function = "rule" }      {"function": "functions.py:rule", ...}          function of the assignment's own file
    { rng = 0 }                {"rng": 0}                                      numpy.random.default_rng(0)
    { jax_key = 0 }            {"jax_key": 0}                                  jax.random.key(0)

A cost of the assignment's own has its "formula" as well. An array is written as one of a result is. Finite float64
numbers are lists, as for questions on a method, so that whoever reads those reads these. A table is written as pairs,
so that no name of an entry is taken for a word of this page. `to_python` makes new objects at every call, so that no
call sees what another one changed; functions alone stay the same objects.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeGuard

import numpy as np

from grader.base.text import printable
from grader.model.encoding.values import MAX_TEXT, Items, Nothing, Numbers, Table, Text, Value

Leaf = Callable[[Any], Any]
FUNCTIONS = ("function", "gradient_of", "hessian_of")  # what an argument is that names a function
SEEDS = ("rng", "jax_key")
OF_FILE = ":"  # between a file of the assignment and the name of a function in it


class Maker(Protocol):
    """Makes what a student's function receives."""

    def array(self, numbers: Any, dtype: str) -> Any:
        """An array from nested lists, or from another array."""

    def function(self, spec: Mapping[str, Any]) -> Any:
        """The function that these data name, the same object each time."""

    def rng(self, seed: int) -> Any:
        """A new random generator of NumPy."""

    def jax_key(self, seed: int) -> Any:
        """A random key of JAX."""


def is_function(data: Any) -> TypeGuard[dict[str, Any]]:
    """Whether these data name a function."""
    return isinstance(data, dict) and any(kind in data for kind in FUNCTIONS)


def name_of_function(spec: Mapping[str, Any]) -> tuple[str, str]:
    """What is wanted of a function, a word of `FUNCTIONS`, and the function's name."""
    return next((kind, spec[kind]) for kind in FUNCTIONS if kind in spec)


def leaves(data: Any) -> Iterator[Any]:
    """What an argument holds at the ends of its tables and lists; itself where it is neither."""
    if isinstance(data, dict) and ("table" in data or "items" in data):
        for entry in data.get("items") or [entry for _, entry in data.get("table", ())]:
            yield from leaves(entry)
    else:
        yield data


def holds_array(data: Any) -> bool:
    """Whether there is an array in the argument, at any depth."""
    return any(map(is_array, leaves(data)))


def is_array(data: Any) -> TypeGuard[list[Any] | np.ndarray]:
    """Whether these data are an array."""
    return isinstance(data, (list, np.ndarray))


def is_ragged(data: Any) -> bool:
    """Whether these data are a list of nothing but arrays and numbers, which has no shape of its own."""
    numbers = all(is_array(leaf) or isinstance(leaf, (int, float)) for leaf in leaves(data))
    return isinstance(data, dict) and "items" in data and numbers and holds_array(data)


def array_data(array: np.ndarray) -> Any:
    """The array as data: finite numbers of float64 as lists, any others as they are."""
    is_listed = array.dtype == np.float64 and array.size and np.isfinite(array).all()
    return array.tolist() if is_listed else array


def holds_jax_key(data: Any) -> bool:
    """Whether there is a random key of JAX in the argument, at any depth."""
    return any(isinstance(leaf, dict) and "jax_key" in leaf for leaf in leaves(data))


def as_value(data: Any) -> Value | None:
    """The argument as a result would be described; None of a function or a generator, which cannot be compared."""
    match data:
        case str():
            return Text(printable(data)[:MAX_TEXT])
        case {"items": items}:
            return Items(tuple(as_value(item) or Nothing() for item in items))
        case {"table": pairs}:
            return Table({printable(name)[:MAX_TEXT]: as_value(entry) or Nothing() for name, entry in pairs})
        case dict():
            return None
        case list():
            return Numbers(np.asarray(data, float))
    return Numbers(np.asarray(data))


def changed(arguments: Mapping[str, Any], after: Mapping[str, Value], *, in_jax: bool = False) -> dict[str, Value]:
    """Those of these arguments that are not the same after the call, bit by bit; Nothing for what is missing there.

    Arrays of JAX may have another precision than the arguments. Functions and generators are not compared.
    """
    left = {name: after.get(name, Nothing()) for name in arguments}
    return {
        name: left[name] for name, data in arguments.items() if is_changed(as_value(data), left[name], in_jax=in_jax)
    }


def is_changed(before: Value | None, after: Value, *, in_jax: bool = False) -> bool:
    """Whether two values differ in a bit, a shape or a dtype."""
    match before, after:
        case ((None | Nothing()), _):
            return False
        case Numbers(one), Numbers(two):
            one = one.astype(two.dtype) if in_jax and one.dtype.kind == two.dtype.kind else one
            return (one.dtype, one.shape, one.tobytes()) != (two.dtype, two.shape, two.tobytes())
        case Items(first), Items(second):
            pairs = zip(first, second, strict=False)
            return len(first) != len(second) or any(is_changed(*pair, in_jax=in_jax) for pair in pairs)
        case Table(was), Table(is_now):
            return was.keys() != is_now.keys() or any(is_changed(was[n], is_now[n], in_jax=in_jax) for n in was)
    return before != after


def map_floats(data: Any, change: Leaf) -> Any:
    """The argument with `change` applied to each float and to each array of floats, whatever holds them."""
    if isinstance(data, (float, list)) or (isinstance(data, np.ndarray) and data.dtype.kind == "f"):
        return change(data)
    if isinstance(data, dict) and "table" in data:
        return {"table": [[name, map_floats(entry, change)] for name, entry in data["table"]]}
    if isinstance(data, dict) and "items" in data:
        return {"items": [map_floats(item, change) for item in data["items"]]}
    return data


def to_python(data: Any, make: Maker) -> Any:
    """The argument as a function receives it."""
    match data:
        case str():
            return sys.intern(data)  # the literal of a student who writes `alpha is "diminishing"` is the same object
        case np.ndarray():
            return make.array(data, data.dtype.name)
        case list():
            return make.array(data, "float64")
        case {"items": items}:
            return [to_python(item, make) for item in items]
        case {"table": pairs}:
            return {name: to_python(entry, make) for name, entry in pairs}
        case {"rng": seed}:
            return make.rng(seed)
        case {"jax_key": seed}:
            return make.jax_key(seed)
    return make.function(data) if is_function(data) else data
