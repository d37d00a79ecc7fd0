"""A result of named parts in sentences: what is right, the first wrong part, its first wrong place, both values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from grader.base.exhaustive import assert_never
from grader.judging.messages.formatting import format_list, format_number
from grader.judging.outcomes import Misformed, WrongPart, WrongParts, WrongPoints, WrongValue
from grader.model.key import Case
from grader.model.result_form import ROOT, shown

MOST_SHOWN = 6  # rows, columns or entries of an array that is shown as a whole


def parts_message(wrong: WrongParts, case: Case) -> str:
    """What a student reads of a result that is wrong in some of its parts."""
    first, *others = wrong.wrong
    lines = [f"Right: {_names(wrong.right)}."] if wrong.right else []
    lines += _part(first, case)
    if others:
        lines.append(f"Wrong as well: {_names([part.path for part in others])}.")
    return "\n".join(lines)


def _names(paths: Sequence[str]) -> str:
    return ", ".join(f"`{shown(path)}`" for path in paths)


def _part(part: WrongPart, case: Case) -> Iterator[str]:
    whose = "Your result" if part.path == ROOT else f"`{shown(part.path)}`"
    match part.outcome:
        case Misformed(sentence):
            yield sentence
        case WrongValue(yours, expected, "label"):
            yield f'{whose} is "{yours}"; it should be "{expected}".'
        case WrongValue(yours, expected, "truth"):
            yield f"{whose} is {yours}; it should be {expected}."
        case WrongValue(yours, expected):
            assert case.expected is not None
            yield from _array(whose, part.path, yours, expected, float(case.tolerance[part.path]))
        case WrongPoints() as points:
            yield from _points(whose, points)
        case _:
            assert_never(part.outcome)


def _array(whose: str, path: str, yours: np.ndarray, right: np.ndarray, tolerance: float) -> Iterator[str]:
    if yours.ndim == 0:
        yield f"{whose} is {format_number(yours)}; it should be {format_number(right)}."
        return
    far = ~(np.abs(yours - right) <= tolerance)  # true for nan
    first = tuple(map(int, np.unravel_index(int(far.argmax()), far.shape)))
    amount = f"{far.sum()} of {far.size} entries"
    yield f"{whose} is wrong in {amount}, first at {_place(first)}`{shown(path)}[{', '.join(map(str, first))}]`:"
    yield f"yours is {format_number(yours[first])}; it should be {format_number(right[first])}."
    if yours.ndim <= 2 and max(yours.shape) <= MOST_SHOWN and far.size > 1:
        yield from _side_by_side(np.atleast_2d(yours), np.atleast_2d(right))


def _place(index: Sequence[int]) -> str:
    """`row 3, column 1, `: the place in words, counted from 1; nothing for more than two dimensions."""
    names = {1: ("entry",), 2: ("row", "column")}.get(len(index), ())
    return "".join(f"{name} {at + 1}, " for name, at in zip(names, index, strict=False))


def _side_by_side(yours: np.ndarray, right: np.ndarray) -> Iterator[str]:
    """Both arrays (R, C) as text, each entry in a column of its own."""
    blocks = [[[format_number(x) for x in row] for row in array] for array in (yours, right)]
    width = max(len(cell) for block in blocks for row in block for cell in row)
    rows = [["  ".join(cell.rjust(width) for cell in row) for row in block] for block in blocks]
    yield f"    {'yours'.ljust(len(rows[0][0]))}    expected"
    for one, other in zip(*rows, strict=True):
        yield f"    {one}    {other}"


def _points(whose: str, points: WrongPoints) -> Iterator[str]:
    if points.missing:
        yield f"{whose} lacks {format_list(points.missing)}."
    if points.extra:
        yield f"{whose} holds what does not belong to it: {format_list(points.extra)}."
    if points.repeated:
        yield f"{whose} holds more than once: {format_list(points.repeated)}."
