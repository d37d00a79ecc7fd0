"""Results of named parts: each leaf is read, judged and paid by itself.

`read_parts` knows the form alone, `judge_parts` also what is right. A part of a wrong form costs its own share. Where
the container is wrong, such as a dictionary in place of two values, nothing in it can be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

import numpy as np

from grader.judging.forms import WrongForm, count, in_words, number_array
from grader.judging.outcomes import Misformed, Right, Verdict, WrongPart, WrongParts, WrongPoints, WrongValue
from grader.model.key import Case
from grader.model.result_form import ROOT, Leaf, Part, leaves, path_of, shown
from grader.model.values import Items, Nothing, Numbers, Table, Text, Value

NO_RETURN = "Your function returned None: is the `return` missing, or indented into another block?"
MOST_ORDERED = 5  # parts of a list that are tried in every order


@dataclass(frozen=True)
class PartValues:
    """The leaves of a result by path: those that could be read, and what the others are instead."""

    values: dict[str, Any] = field(default_factory=dict)
    wrong_forms: dict[str, WrongForm] = field(default_factory=dict)


# ── reading


def read_parts(form: Part, value: Value) -> PartValues:
    """The leaves of a returned value."""
    read = PartValues()
    _read(form, value, ROOT, read)
    return read


def _read(part: Part, value: Value, path: str, read: PartValues) -> None:
    try:
        if part.kind == "list":
            entries: Sequence[Value | WrongForm] = _items(part, value, path)
        elif part.kind == "table":
            entries = _table_entries(part, value, path)
        else:
            read.values[path] = _leaf(part, value, path)
            return
    except WrongForm as error:
        read.wrong_forms.update({leaf.path: error for leaf in leaves(part, path)})
        return
    for index, (inner, entry) in enumerate(zip(part.parts, entries, strict=True)):
        place = path_of(part, index, path)
        if isinstance(entry, WrongForm):
            read.wrong_forms.update({leaf.path: entry for leaf in leaves(inner, place)})
        else:
            _read(inner, entry, place, read)


def _items(part: Part, value: Value, path: str) -> Sequence[Value]:
    """The values of a list or tuple, as many as it has parts."""
    names = ", ".join(inner.name for inner in part.parts)
    wanted = f"`return {names}`" if path == ROOT else f"a list of {names}"
    match value:
        case Items(items):
            entries: Sequence[Value] = items
        case Numbers(array) if array.ndim:
            entries = [Numbers(row) for row in array]
        case _:
            raise WrongForm(f"{_is(path, value)}; {count(len(part.parts), 'value')} were asked for: {wanted}.")
    if len(entries) != len(part.parts):
        expected = f"{len(part.parts)} {'was' if len(part.parts) == 1 else 'were'} asked for: {wanted}"
        subject = "Your function returned" if path == ROOT else f"`{shown(path)}` has"
        raise WrongForm(f"{subject} {count(len(entries), 'value')}; {expected}.")
    return entries


def _table_entries(part: Part, value: Value, path: str) -> Sequence[Value | WrongForm]:
    """The entries of a dictionary in the order of the parts; one without a key is wrong by itself."""
    names = ", ".join(json.dumps(inner.name) for inner in part.parts)
    if not isinstance(value, Table):
        raise WrongForm(f"{_is(path, value)}; a dictionary was asked for, with the keys {names}.")
    whose = "Your dictionary" if path == ROOT else f"`{shown(path)}`"
    has = ", ".join(json.dumps(key[:40]) for key in list(value.entries)[:6]) or "no keys at all"
    return [
        value.entries.get(inner.name, WrongForm(f'{whose} has no entry "{inner.name}"; it has {has}.'))
        for inner in part.parts
    ]


def _leaf(part: Part, value: Value, path: str) -> Any:
    """An array in float64, a text or a boolean. Raises WrongForm."""
    if isinstance(value, Nothing) and path == ROOT:
        raise WrongForm(NO_RETURN)
    match part.kind, value:
        case "number", Numbers(array) if array.size == 1:
            return number_array(value, shown(path)).reshape(())
        case "array", Numbers():
            return number_array(value, shown(path))
        case "points", Numbers():
            return np.sort(number_array(value, shown(path)).ravel())
        case "label", Text(text) if (word := _plain(text)) in map(_plain, part.options):
            return next(option for option in part.options if _plain(option) == word)
        case "truth", Numbers(array) if array.size == 1 and array.ravel()[0] in (0, 1):
            return bool(array.ravel()[0])
    raise WrongForm(f"{_is(path, value)}; {_wanted(part)} was asked for.")


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _wanted(part: Part) -> str:
    words = {"number": "one number", "array": "an array of numbers", "points": "a list of numbers"}
    if part.kind == "label":
        return f"one of {', '.join(json.dumps(option, ensure_ascii=False) for option in part.options)}"
    return words.get(part.kind, "True or False")


def _is(path: str, value: Value) -> str:
    """`Your function returned the number 3`, or `` `loss` is an array of shape (2,)``."""
    if isinstance(value, Nothing) and path == ROOT:
        return NO_RETURN.split(":", maxsplit=1)[0]
    return f"Your function returned {in_words(value)}" if path == ROOT else f"`{shown(path)}` is {in_words(value)}"


# ── judging


def judge_parts(form: Part, case: Case, value: Value) -> Verdict:
    """The verdict on a result of parts: the share of those that are right, and what is wrong. Raises WrongForm."""
    read, all_leaves = read_parts(form, value), list(leaves(form))
    if not read.values and len(set(read.wrong_forms.values())) == 1:
        raise next(iter(read.wrong_forms.values()))
    align(read, case.expected or {})
    wrong = tuple(_wrong_parts(case, all_leaves, read))
    if not wrong:
        return Verdict(Right(), 1.0, read.values)
    places = {part.path for part in wrong}
    right = [leaf for leaf in all_leaves if leaf.path not in places]
    share = float(sum(leaf.share for leaf in right))
    if order := _order(form, case, value):
        return Verdict(Misformed(order), share, read.values)
    return Verdict(WrongParts(wrong, tuple(leaf.path for leaf in right)), share, read.values)


def align(read: PartValues, expected: Mapping[str, Any]) -> None:
    """Give each array the right one's shape where the two differ in sides of length 1 alone: columns are honest."""
    for path, value in read.values.items():
        right = expected[path]
        if isinstance(value, np.ndarray) and np.squeeze(value).shape == np.squeeze(right).shape:
            read.values[path] = value.reshape(np.shape(right))


def _wrong_parts(case: Case, parts: Sequence[Leaf], read: PartValues) -> Iterator[WrongPart]:
    assert case.expected is not None
    for path, part, _ in parts:
        if path in read.wrong_forms:
            yield WrongPart(path, Misformed(read.wrong_forms[path].sentence))
            continue
        tolerance = float(case.tolerance.get(path, 0.0))
        outcome = _compare(part, path, read.values[path], case.expected[path], tolerance)
        if outcome is not None:
            yield WrongPart(path, outcome)


def _compare(
    part: Part, path: str, yours: Any, right: Any, tolerance: float
) -> Misformed | WrongValue | WrongPoints | None:
    if part.kind == "points":
        return compare_points(yours, right, tolerance)
    if part.kind == "label" or part.kind == "truth":
        return None if yours == right else WrongValue(yours, right, part.kind)
    if yours.shape != right.shape:
        return Misformed(_wrong_shape(path, yours, right, tolerance))
    near = bool((np.abs(yours - right) <= tolerance).all())  # false for nan
    return None if near else WrongValue(yours, right)


def _wrong_shape(path: str, yours: np.ndarray, right: np.ndarray, tolerance: float) -> str:
    whose = "Your result" if path == ROOT else f"`{shown(path)}`"
    sentence = f"{whose} has the shape {yours.shape}; it should have the shape {right.shape}."
    if yours.T.shape == right.shape and (np.abs(yours.T - right) <= tolerance).all():
        return f"{sentence} All numbers are right, but it is transposed."
    return sentence


def compare_points(points: np.ndarray, right: np.ndarray, tolerance: float) -> WrongPoints | None:
    """What is wrong with a set of points, (P,): each right point once, in any order."""
    gaps = np.abs(right - points[:, None])
    owner = gaps.argmin(axis=1) if len(right) else np.zeros(len(points), dtype=int)
    near = gaps.min(axis=1, initial=np.inf) <= tolerance
    hits = np.bincount(owner[near], minlength=len(right))
    missing, repeated = tuple(right[hits == 0].tolist()), tuple(right[hits > 1].tolist())
    extra = tuple(points[~near].tolist())
    return WrongPoints(missing, extra, repeated) if missing or extra or repeated else None


def _order(form: Part, case: Case, value: Value) -> str:
    """A sentence where all parts of a list are right, and in another order; else nothing."""
    if form.kind != "list" or len(form.parts) > MOST_ORDERED:
        return ""
    try:
        items = _items(form, value, ROOT)
    except WrongForm:
        return ""
    fits = [[_is_right(form, index, case, item) for item in items] for index in range(len(items))]
    names = [part.name for part in form.parts]
    for order in permutations(range(len(items))):
        if all(fits[index][at] for index, at in enumerate(order)):
            yours = ", ".join(names[order.index(at)] for at in range(len(items)))
            return (
                f"All values are right, but in another order: you return {yours}. "
                f"Asked for was `return {', '.join(names)}`."
            )
    return ""


def _is_right(form: Part, index: int, case: Case, item: Value) -> bool:
    """Whether this item is right for that part of a list."""
    read, path = PartValues(), path_of(form, index, ROOT)
    _read(form.parts[index], item, path, read)
    align(read, case.expected or {})
    return not any(_wrong_parts(case, list(leaves(form.parts[index], path)), read))


# ── the other way round


def as_value(form: Part, answer: Mapping[str, Any], path: str = ROOT) -> Value:
    """An answer as a function that is right would have returned it."""
    inner = [(part.name, as_value(part, answer, path_of(form, i, path))) for i, part in enumerate(form.parts)]
    match form.kind:
        case "list":
            return Items(tuple(value for _, value in inner))
        case "table":
            return Table(dict(inner))
        case "label":
            return Text(str(answer[path]))
        case _:
            return Numbers(np.asarray(answer[path]))
