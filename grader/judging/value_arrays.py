"""A `Value` -> arrays in float64. What is no array, or a ragged one, raises WrongForm with a sentence about it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

import numpy as np

from grader.base.exhaustive import assert_never
from grader.model.values import Items, Nothing, Numbers, Other, Table, Text, Value

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Misfit:
    """A value of another form than the question returns.

    `sentence` tells the student what it is; `mistake` is its id, if it is a known mistake of form.
    """

    sentence: str
    mistake: str = ""


class WrongForm(Exception):
    """The value has another form; `misfit` says which."""

    def __init__(self, sentence: str, mistake: str = "") -> None:
        super().__init__(sentence)
        self.misfit = Misfit(sentence, mistake)


def or_misfit(read: Callable[P, T]) -> Callable[P, T | Misfit]:
    """Let a reader return the misfit where it raises WrongForm."""

    @wraps(read)
    def read_or_misfit(*args: P.args, **kwargs: P.kwargs) -> T | Misfit:
        try:
            return read(*args, **kwargs)
        except WrongForm as error:
            return error.misfit

    return read_or_misfit


def entries_of(value: Value, form: str = "a pair") -> Sequence[Value]:
    """The entries of a sequence: an array's rows, a list's items. `form` names what the question returns."""
    match value:
        case Items(items):
            return items
        case Numbers(array) if array.ndim:
            return [Numbers(row) for row in array]
        case Table(entries):
            raise WrongForm(f"Your function returned a dictionary with the keys {sorted(entries)[:4]}.")
    raise WrongForm(f"Your function returned {in_words(value)}; {form} was asked for.")


def size_of(value: Value) -> int:
    """How many numbers a value holds, -1 where it holds something else."""
    match value:
        case Numbers(array):
            return array.size
        case Items(items):
            sizes = [size_of(item) for item in items]
            return -1 if -1 in sizes else sum(sizes)
    return -1


def is_number(value: Value) -> bool:
    """Whether the value is one number, and no list of one."""
    return isinstance(value, Numbers) and value.array.ndim == 0


def history_array(value: Value, name: str) -> np.ndarray:
    """A history: shape (R,) where every entry is one number, else (R, size of an entry)."""
    if isinstance(value, Numbers):
        array = _real(value.array, f"your {name}")
        if array.ndim == 0:
            raise WrongForm(f"Your {name} is a single number; it should have one entry per step.")
        return array if array.ndim == 1 else array.reshape(len(array), math.prod(array.shape[1:]))
    if not isinstance(value, Items):
        raise WrongForm(f"Your {name} is {in_words(value)}; a list or an array was asked for.")
    stacked = np.array(_rows_of_one_size(value.items, name))
    return stacked[:, 0] if stacked.ndim == 2 and stacked.shape[1] == 1 else stacked


def _rows_of_one_size(items: Sequence[Value], name: str) -> list[np.ndarray]:
    rows = [_row(item, name, k) for k, item in enumerate(items)]
    for k, row in enumerate(rows):
        if row.size != rows[0].size:
            first = count(rows[0].size, "number")
            raise WrongForm(f"Your {name} is ragged: entry 0 has {first}, entry {k} has {row.size}.")
    return rows


def _row(value: Value, name: str, k: int) -> np.ndarray:
    """Entry k of a sequence, flattened."""
    match value:
        case Numbers(array):
            return _real(array, f"entry {k} of your {name}").ravel()
        case Items(items) if items:
            return np.concatenate([_row(item, name, k) for item in items])
    raise WrongForm(f"Entry {k} of your {name} is {in_words(value)}, not a number or a point.")


def number_array(value: Value, name: str) -> np.ndarray:
    """The numbers of a value that has no steps."""
    match value:
        case Numbers(array):
            return _real(array, f"your {name}")
        case Items(items) if items:
            return np.concatenate([_row(item, name, k) for k, item in enumerate(items)])
    raise WrongForm(f"Your function returned {in_words(value)}; numbers were asked for.")


def _real(array: np.ndarray, where: str) -> np.ndarray:
    if array.dtype.kind == "c":
        if np.any(array.imag != 0):
            raise WrongForm(f"There are complex numbers in {where}; only real ones make sense here.")
        array = array.real
    return array.astype(float, copy=False)


def in_words(value: Value) -> str:
    """The value in a few words, for a sentence."""
    match value:
        case Nothing():
            return "None"
        case Numbers(array) if array.size == 1:
            return f"the number {array.ravel()[0]:.6g}" if array.dtype.kind in "fc" else f"{array.ravel()[0]}"
        case Numbers(array):
            return f"an array of shape {array.shape}"
        case Text(text):
            return f'the text "{text[:60]}"'
        case Items(items):
            return f"a list or tuple of {count(len(items), 'entry')}"
        case Table():
            return "a dictionary"
        case Other(what):
            return what
    return assert_never(value)


def count(n: int, word: str) -> str:
    """`1 number`, `2 numbers`, `0 entries`."""
    plural = word[:-1] + "ies" if word.endswith("y") else word + "s"
    return f"{n} {word if n == 1 else plural}"
