"""A case with longer arrays, where a length is at most 2 in all cases of a question and hides what longer ones show.

A mean of two numbers is half of their sum. Lengths that are equal in every case, as those of the points and of their
labels, grow together, and so does a whole number that counts them. A length that is always 1 stays: columns have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.model.arguments.typed_arguments import array_data

if TYPE_CHECKING:
    from grader.model.key import Case

SHORT, LONGER = 2, 3
Place = tuple[str, ...]  # an argument's name, and the keys and positions by which it is reached in its tables
Array = np.ndarray[Any, Any]


class Length(NamedTuple):
    """What has a length: an axis of the array at this place, or the whole number there, without an axis."""

    place: Place
    axis: int | None = None


def with_longer_arrays(case: Case, cases: Sequence[Case]) -> Case | None:
    """The case with what is short in all cases made longer; None where nothing is. Its new entries repeat old ones."""
    short = set(_short(cases))
    if not short:
        return None

    def longer(place: Place, leaf: Array | int) -> Any:
        if isinstance(leaf, int):
            return LONGER if Length(place) in short else leaf
        return array_data(_longer(leaf, [axis for axis in range(leaf.ndim) if Length(place, axis) in short]))

    return replace(case, arguments={name: _mapped((name,), data, longer) for name, data in case.arguments.items()})


def _short(cases: Sequence[Case]) -> Iterator[Length]:
    """The axes that are short in every case, and the numbers that are as large as one of them in each."""
    seen = defaultdict[Length, list[int]](list)

    def see(place: Place, leaf: Array | int) -> None:
        lengths = {Length(place): leaf} if isinstance(leaf, int) else dict(_axes(place, leaf))
        for each, length in lengths.items():
            seen[each].append(length)

    for case in cases:
        for name, data in case.arguments.items():
            _mapped((name,), data, see)
    always = {each: lengths for each, lengths in seen.items() if len(lengths) == len(cases)}
    short = [tuple(lengths) for each, lengths in always.items() if each.axis is not None and _are_short(lengths)]
    return (each for each, lengths in always.items() if tuple(lengths) in short)


def _axes(place: Place, array: Array) -> Iterator[tuple[Length, int]]:
    return ((Length(place, axis), length) for axis, length in enumerate(array.shape))


def _are_short(lengths: Sequence[int]) -> bool:
    return min(lengths) > 0 and max(lengths) == SHORT


def _mapped(place: Place, data: Any, change: Callable[[Place, Array | int], Any]) -> Any:
    """An argument's data with its arrays and whole numbers changed, at any depth."""
    match data:
        case {"table": entries}:
            return {"table": [[name, _mapped((*place, name), each, change)] for name, each in entries]}
        case {"items": items}:
            return {**data, "items": [_mapped((*place, str(n)), each, change) for n, each in enumerate(items)]}
        case np.ndarray() if data.dtype.kind in "biu":
            return change(place, data)
        case list() if (array := _array(data)) is not None:
            return change(place, array)
        case int() if not isinstance(data, bool):
            return change(place, data)
    return data


def _array(data: Any) -> Array | None:
    try:
        return np.asarray(data, dtype=float)
    except (TypeError, ValueError):  # rows of several lengths
        return None


def _longer(array: Array, axes: Sequence[int]) -> Array:
    """The array with three entries along these axes; a symmetric matrix has one more on its diagonal."""
    if array.ndim == len(axes) == 2 and np.array_equal(array, array.T):
        grown = np.diag(np.resize(array.diagonal(), LONGER))
        grown[: len(array), : len(array)] = array
        return grown
    for axis in axes:
        others = np.flip(array)
        array = np.take(np.concatenate([array, others, others], axis=axis), range(LONGER), axis=axis)
    return array
