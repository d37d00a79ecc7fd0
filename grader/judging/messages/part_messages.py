"""A result of named parts in sentences: what is right, the first wrong part, its first wrong place, both values."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from operator import eq

import numpy as np

from grader.base.exhaustive import assert_never
from grader.base.text import LONGEST_TEXT, capitalized, count, fold_case
from grader.judging.messages.formatting import (
    TableRow,
    factor_from,
    factor_words,
    format_like,
    format_list,
    format_table,
    rows_around,
)
from grader.judging.messages.step_sizes import gradient_at
from grader.judging.outcomes import Misformed, WrongHistory, WrongPart, WrongParts, WrongPoints, WrongValue
from grader.judging.own_costs import cost_of
from grader.model.key import Case
from grader.model.result_form import containers, shown, subject

MAX_SHOWN = 6  # rows, columns or entries of an array that is shown as a whole
MAX_NAMED = 8  # parts that are listed by name
MANY_NAMED = 4  # more than these are named by the list or table that they fill
BEFORE = 20  # characters of a text that are shown before its first difference
WIDEST = 72  # characters of two matrices side by side; wider ones would be wrapped
BESIDE = 1e-3  # how far beside a missing point the sign of g' is looked at


def parts_message(wrong: WrongParts, case: Case) -> str:
    """What a student reads of a result that is wrong in some of its parts."""
    first, *others = wrong.by_rank
    every = [*wrong.right, *(part.path for part in wrong.by_rank)]
    right = [path for path in wrong.right if path not in wrong.along]
    lines = [f"Right: {_names(right, every)}."] if right else []
    lines += _part(first, case)
    if more := [part.path for part in others if not _has_one_reason(first, part)]:
        lines.append(f"Wrong as well: {_names(more, every)}.")
    if wrong.along:
        fits = f"{_names(wrong.along, every)} fits your own `{shown(first.path)}`"
        lines.append(f"{fits}, so that you keep the points for it.")
    return "\n".join(lines)


def _has_one_reason(first: WrongPart, other: WrongPart) -> bool:
    """Whether one sentence says what is wrong with both, such as that their list is too short."""
    match first.outcome, other.outcome:
        case Misformed(sentence), Misformed(same):
            return sentence == same
    return False


def _names(paths: Sequence[str], every: Sequence[str]) -> str:
    """These of `every` part by name; of many, a list or table that is complete by its own."""
    if len(paths) > MANY_NAMED:
        others = set(every) - set(paths)
        paths = list(dict.fromkeys(_largest(path, others) for path in paths))
    names, more = ", ".join(f"`{shown(path)}`" for path in paths[:MAX_NAMED]), len(paths) - MAX_NAMED
    return f"{names} and {more} more" if more > 0 else names


def _largest(path: str, others: Collection[str]) -> str:
    """The outermost list or table around the part that holds none of the others; else the part."""
    around = (up for up in containers(path) if not any(other.startswith(f"{up}[") for other in others))
    return next(around, path)


def _part(part: WrongPart, case: Case) -> Iterator[str]:
    whose = capitalized(subject(part.path))
    match part.outcome:
        case Misformed(sentence):
            yield sentence
        case WrongValue(str(yours), str(expected)):
            yield _text(whose, yours, expected)
        case WrongValue(bool(yours), expected):
            yield f"{whose} is {yours}; it should be {expected}."
        case WrongValue(yours, expected):
            yield from _array(whose, shown(part.path), yours, expected, float(case.tolerance[part.path]))
        case WrongPoints() as points:
            yield from _points(whose, points, case, np.asarray(case.right[part.path]))
        case WrongHistory() as history:
            yield from _history(whose, shown(part.path), history)
        case _:
            assert_never(part.outcome)


def _text(whose: str, yours: str, right: str) -> str:
    """Both texts, of long ones what stands around the first difference."""
    place, start = "", 0
    if max(len(yours), len(right)) > LONGEST_TEXT:
        same = list(map(eq, yours, right))
        first = same.index(False) if False in same else len(same)
        place, start = f" wrong from character {first + 1} on:", max(first - BEFORE, 0)
    mine, other = (json.dumps(_cut(text, start), ensure_ascii=False) for text in (yours, right))
    spelling = " They differ in capitals or white space alone." if fold_case(yours) == fold_case(right) else ""
    return f"{whose} is{place} {mine}; it should be {other}.{spelling}"


def _cut(text: str, start: int) -> str:
    end = start + LONGEST_TEXT
    return f"{'...' if start else ''}{text[start:end]}{'...' if text[end:] else ''}"


# ── arrays and sets


def _array(whose: str, name: str, yours: np.ndarray, right: np.ndarray, tolerance: float) -> Iterator[str]:
    factor = factor_words(right, yours)
    if yours.ndim == 0 or yours.shape == (2,):  # a number, or a point in the plane
        like = np.asarray(0) if _are_whole(yours, right) else right
        yield f"{whose} is {format_like(like, yours)}; it should be {format_like(like, right)}. {factor}".strip()
        return
    far = ~(np.abs(np.subtract(yours, right, dtype=float)) <= tolerance)  # true for nan
    first = tuple(map(int, np.unravel_index(int(far.argmax()), far.shape)))
    amount = f"{far.sum()} of {far.size} entries, {'at' if far.sum() == 1 else 'first at'}"
    yield f"{whose} is wrong in {amount} `{name}[{', '.join(map(str, first))}]`{_place(first)}:"
    yield f"yours is {format_like(right, yours[first])}; it should be {format_like(right, right[first])}."
    if yours.ndim <= 2 and max(yours.shape) <= MAX_SHOWN and far.size > 1:
        yield from _both(np.atleast_2d(yours), np.atleast_2d(right))
    if factor:
        yield factor


def _are_whole(*numbers: np.ndarray) -> bool:
    """Whether these are counts, perhaps as floats: a function that returns `alpha, count` returns one array."""
    return all(bool((abs(x) < 1e6).all() and (x == np.round(x)).all()) for x in numbers)


def _place(index: Sequence[int]) -> str:
    """` (row 3, column 1)`: the place in a matrix in words, counted from 1; nothing for other arrays."""
    return f" (row {index[0] + 1}, column {index[1] + 1})" if len(index) == 2 else ""


def _both(yours: np.ndarray, right: np.ndarray) -> Iterator[str]:
    """Both arrays (R, C) as text, each entry in a column of its own; one below the other where they are wide."""
    blocks = [[[format_like(right, x) for x in row] for row in array] for array in (yours, right)]
    width = max(len(cell) for block in blocks for row in block for cell in row)
    rows = [["  ".join(cell.rjust(width) for cell in row) for row in block] for block in blocks]
    if 2 * len(rows[0][0]) + 8 > WIDEST:
        yield from (
            f"    {line}" for head, block in zip(("yours", "expected"), rows, strict=True) for line in (head, *block)
        )
        return
    yield f"    {'yours'.ljust(len(rows[0][0]))}    expected"
    for one, other in zip(*rows, strict=True):
        yield f"    {one}    {other}"


def _points(whose: str, points: WrongPoints, case: Case, right: np.ndarray) -> Iterator[str]:
    there, total = len(right) - len(points.missing), len(right)
    if points.missing:
        holds = f"holds {there} of the {total} points, and lacks" if there else "lacks"
        yield f"{whose} {holds} {format_list(points.missing)}."
        yield from _touching(points.missing, case)
    if points.extra:
        all_points = {0: "holds", 1: "holds the right point, and also"}.get(
            total, f"holds all {total} points, and also"
        )
        holds = "It also holds" if points.missing else f"{whose} {all_points}"
        which = "which is no such point" if len(points.extra) == 1 else "which are no such points"
        yield f"{holds} {format_list(points.extra)}, {which}, or not accurate enough."
    if points.repeated:
        yield f"More than once in it: {format_list(points.repeated)}. Each counts once."


def _touching(missing: Sequence[float], case: Case) -> Iterator[str]:
    """Which missing points of the cost's derivative a search for a change of its sign cannot see."""
    if (cost := cost_of(case)) is None:
        return
    sides = {v: [gradient_at(cost, np.array([v + side]))[0] for side in (-BESIDE, 0.0, BESIDE)] for v in missing}
    touching = [v for v, (left, at, right) in sides.items() if left * right > 0 and abs(at) < abs(left) / 10]
    if touching:
        yield f"At {format_list(touching)}, g' is 0 without changing its sign."


# ── histories


def _history(whose: str, name: str, history: WrongHistory) -> Iterator[str]:
    """Its length where that is fixed and wrong, then the first wrong entry; else where it should have stopped."""
    rows, right = len(history.yours), len(history.expected)
    if history.spread is None and rows != right:
        excess = f"{abs(rows - right)} too {'many' if rows > right else 'few'}"
        yield f"{whose} has {count(rows, 'entry')}, {excess}: there should be {right}."
    if history.first is not None:
        yield from _first_wrong(whose, name, history, history.first)
    elif history.spread is None:
        if rows:
            first = f"The first {right} are" if rows > right else "What it has is"
            yield f"{first} right{_but_not_its_length(history)}"
            if right - rows > 1 and not history.slips:
                yield "Every step is asked for: does a condition of your own end the loop too early?"
    else:
        yield from _own_length(whose, history, history.spread)


def _but_not_its_length(history: WrongHistory) -> str:
    """The end of a sentence on right entries: points for a slip of one entry are the assignment's to keep."""
    missing = len(history.expected) - len(history.yours)
    return ", but the missing entries cost its points." if missing > 1 and not history.slips else "; the length is not."


def _first_wrong(whose: str, name: str, history: WrongHistory, first: int) -> Iterator[str]:
    before = f"is right up to `{name}[{first - 1}]` and" if first else "is"
    what = "wrong" if history.is_finite else "nan or inf"
    place = f"`{name}[{first}]` on" if first else f"its first entry, `{name}[0]`, on"
    yield f"{whose} {before} {what} from {place}:"
    if rows := entry_rows(history):
        yield format_table(rows)
        yield from [] if history.slips else factor_from(first, history.expected, history.yours)
        return
    entry, yours, right = f"{name}[{first}]", history.yours[first], history.expected[first]
    yield from _array(f"`{entry}`", entry, yours, right, float(history.tolerance[first]))


def entry_rows(history: WrongHistory) -> list[TableRow]:
    """A few rows of both histories around the first wrong entry, as far as they are judged.

    Nothing where none is wrong, or where entries are large.
    """
    right = history.expected
    if history.first is None or right[history.first].ndim > 1 or right[history.first].size > MAX_SHOWN:
        return []
    right = right[: len(history.tolerance)]
    return rows_around(history.agreed, history.yours, right, partial(format_like, right))


def _own_length(whose: str, history: WrongHistory, spread: int) -> Iterator[str]:
    """Where a run stops whose entries are right, and what it reaches."""
    rows, right = len(history.yours), len(history.expected)
    should = f"{right - spread} to {right + spread}" if spread else f"{right}"
    lengths = f"it has {count(rows, 'entry')} and should have {should}"
    if rows < right:
        yield f"{whose} ends too early: {lengths}. What is there is right{_but_not_its_length(history)}"
        yield "Which condition ends your loop? Look at what it compares. Is there a limit of steps?"
    else:
        yield f"{whose} ends too late: {lengths}. The first {right} are right{_but_not_its_length(history)}"
        yield "Which condition ends your loop? Look at what it compares, with which number, and where it stands."
    if rows and history.expected[-1].size <= MAX_SHOWN:
        ends = (format_like(history.expected, array[-1]) for array in (history.yours, history.expected))
        yield "Yours ends at {}; it should end at {}.".format(*ends)
