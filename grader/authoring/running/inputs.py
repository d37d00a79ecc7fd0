"""Random inputs in the shape of those that tests use: floats vary, counters are larger, data have one row more.

What gives an array its meaning stays: labels stay labels, a symmetric matrix is symmetric, a number between 0 and 1
stays there. What the solution cannot answer in finite numbers is left out later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from grader.authoring.running.python_code import as_numbers

Array = np.ndarray[Any, Any]
Call = tuple[tuple[Any, ...], dict[str, Any]]  # positional arguments and keywords
MAX_NUMBERS = 80  # of one call; longer axes are cut
LONGEST = 7  # entries of an axis that was cut
MAX_LENGTHS = 3  # lengths of axes that are made longer, each in turn


def drawn(call: Call, rng: np.random.Generator) -> Iterator[Call]:
    """The call itself, cut and rounded to be read, then random ones near it."""
    base = _mapped(_short(call), _rounded)
    yield base
    yield _mapped(base, lambda leaf: _varied(leaf, rng))
    yield _mapped(_counted(base, 1), lambda leaf: _varied(leaf, rng))
    for length in list(dict.fromkeys(n for array in _arrays(base) for n in array.shape))[:MAX_LENGTHS]:
        for axes in (slice(1), slice(-1, None), slice(None)):
            grown = _mapped(base, partial(_grown, length=length, axes=axes, rng=rng))
            yield _mapped(_counted(grown, 1, length), lambda leaf: _varied(leaf, rng))
    yield _mapped(_counted(base, 2), lambda leaf: _varied(leaf, rng))
    yield _mapped(base, lambda leaf: _signed(_varied(leaf, rng), rng))


def _mapped(value: Any, change: Callable[[Array], Array]) -> Any:
    """The value with each array, list of numbers and float changed; whole numbers and texts stay."""
    if isinstance(value, np.ndarray):
        return change(value) if value.dtype.kind in "fiub" else value
    if isinstance(value, (float, np.floating)):
        return float(change(np.asarray(float(value))))
    if isinstance(value, list) and (numbers := as_numbers(value)) is not None:
        return change(numbers).tolist()
    if type(value) in (list, tuple):
        return type(value)(_mapped(item, change) for item in value)
    if isinstance(value, dict):
        return {key: _mapped(item, change) for key, item in value.items()}
    return value


def _arrays(call: Call) -> list[Array]:
    arrays: list[Array] = []
    _mapped(call, lambda leaf: (arrays.append(leaf), leaf)[1])  # type: ignore[func-returns-value]
    return arrays


def _counted(value: Any, more: int, only: int | None = None) -> Any:
    """Whole numbers larger by `more`, or only those that are equal to `only`."""
    if type(value) is int:
        return value + more if only in (None, value) else value
    if isinstance(value, tuple):
        return tuple(_counted(item, more, only) for item in value)
    if isinstance(value, dict):
        return {key: _counted(item, more, only) for key, item in value.items()}
    return value


def _short(call: Call) -> Call:
    """The call with long axes cut, equal lengths to equal ones, where it holds too many numbers to read."""
    arrays = _arrays(call)
    if sum(array.size for array in arrays) <= MAX_NUMBERS:
        return call
    long = sorted({n for array in arrays for n in array.shape if n > LONGEST}, reverse=True)
    sizes = {length: max(LONGEST - at, 2) for at, length in enumerate(long)}
    shorter: Call = _mapped(call, lambda leaf: leaf[tuple(slice(sizes.get(n)) for n in leaf.shape)])
    return shorter


def _grown(array: Array, length: int, axes: slice, rng: np.random.Generator) -> Array:
    """The array with one entry more along those of the axes that have this length: a copy of another entry."""
    copied = [int(rng.integers(max(length, 1)))]  # the same of every axis: a symmetric matrix stays one
    for axis in range(array.ndim)[axes]:
        if array.shape[axis] == length and length:
            array = np.concatenate([array, array.take(copied, axis)], axis)
    return array


def _rounded(array: Array) -> Array:
    """Three significant digits."""
    if array.dtype.kind != "f" or not array.size:
        return array
    rounded: Array = np.vectorize(lambda x: float(f"{x:.3g}"), otypes=[array.dtype])(array)
    return rounded


def _varied(array: Array, rng: np.random.Generator) -> Array:
    """Other numbers of the same kind, with three digits."""
    values = np.unique(array)
    if _are_labels(array, values):
        return np.asarray(rng.choice(values, array.shape))
    if array.dtype.kind != "f":
        return array
    other = np.where(array == 0, rng.uniform(0, 1, array.shape), array * rng.uniform(0.5, 1.5, array.shape))
    if ((array >= 0) & (array <= 1)).all():  # shares, rates, sums of squares that are empty yet
        other = np.minimum(other, np.where(array == 0, 1, (1 + array) / 2))
    if array.ndim == 2 and array.shape[0] == array.shape[1] > 1 and np.array_equal(array, array.T):
        other = (other + other.T) / 2
    return _rounded(other.astype(array.dtype))


def _are_labels(array: Array, values: Array) -> bool:
    """Whether an array holds classes: whole numbers, truths, or floats that are 0 and 1, or -1 and 1."""
    if array.dtype.kind in "iub":
        return array.ndim > 0 and len(values) > 1
    is_square = array.ndim == 2 and array.shape[0] == array.shape[1]
    return array.ndim > 0 and len(values) == 2 and values[1] == 1 and values[0] in (0, -1) and not is_square


def _signed(array: Array, rng: np.random.Generator) -> Array:
    """Random signs, but for single numbers and whole ones."""
    return array * rng.choice([-1, 1], array.shape) if array.ndim and array.dtype.kind == "f" else array
