"""Read what a function returned as the kind of answer that was asked for: accept every honest form, name any other.

Each reader takes a `Value` and returns arrays in float64, or a `Misfit`: what the value is instead.
HOMEWORK.md, "Common rules", lists the forms; nothing here knows what is right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.model.values import Items, Nothing, Numbers, Other, Table, Text, Value

LABELS = {
    "minimum": "minimum",
    "min": "minimum",
    "maximum": "maximum",
    "max": "maximum",
    "saddle": "saddle",
    "saddle point": "saddle",
}
TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True)
class Misfit:
    """The value is not of the form asked for. `sentence` says what it is; `mistake` is its id if it has a name."""

    sentence: str
    mistake: str = ""


@dataclass(frozen=True, eq=False)
class Histories:
    """A pair as it was returned: weights (R, N), costs (R',), and what had to be turned round to read it."""

    weights: np.ndarray
    costs: np.ndarray
    turned: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class _Unreadable(Exception):
    """Carries a Misfit out of the recursion."""


def histories(value: Value, dimension: int, rows: int) -> Histories | Misfit:
    """A pair (weight_history, cost_history) of points with `dimension` coordinates, `rows` of them if all is right."""
    match value:
        case Nothing():
            return Misfit(
                "Your function returned None: is the `return` missing, or indented into another block?",
                "bookkeeping.returns_nothing",
            )
        case Items(()) | Numbers(array=np.ndarray(size=0, ndim=1)):
            return Misfit("Your function returned an empty list or tuple instead of (weight_history, cost_history).")
    try:
        parts = _entries(value)
    except _Unreadable as misfit:
        return misfit.args[0]
    if alone := _lonely(parts, dimension):
        return alone
    notes = ("Your function returned more than two values; the first two were judged.",) if len(parts) > 2 else ()
    return _pair(parts[0], parts[1], dimension, rows, notes)


def _lonely(parts: Sequence[Value], dimension: int) -> Misfit | None:
    """One history, or one point, where two histories were asked for: told by how many numbers each entry holds."""
    sizes = [_size(part) for part in parts]
    bare = [isinstance(part, Numbers) and part.array.ndim == 0 for part in parts]  # a number, not a list of one
    both = "Two lists were asked for: `return weight_history, cost_history`."
    if len(parts) == 1:
        return Misfit(f"Your function returned one thing only. {both}")
    if sizes == [dimension, 1] and bare[1]:
        return Misfit(
            "Your function returned one point and one number. The whole histories were asked for: "
            "every point and every cost from step 0 on.",
            "bookkeeping.final_only",
        )
    if dimension > 1 and set(sizes) == {dimension} and not any(bare):
        return Misfit(f"Your function returned one list of points. {both}", "bookkeeping.only_weights")
    if all(bare):
        return Misfit(
            f"Your function returned one list of numbers. {both}", "bookkeeping.only_costs" if dimension > 1 else ""
        )
    return None


def _pair(first: Value, second: Value, dimension: int, rows: int, notes: tuple[str, ...]) -> Histories | Misfit:
    straight = _two(first, second, dimension, rows, notes)
    if isinstance(straight, Histories) or dimension == 1:
        return straight
    swapped = _two(second, first, dimension, rows, notes)
    if isinstance(swapped, Histories):
        return Histories(swapped.weights, swapped.costs, ("bookkeeping.swapped", *swapped.turned), notes)
    return straight


def _two(weights: Value, costs: Value, dimension: int, rows: int, notes: tuple[str, ...]) -> Histories | Misfit:
    turned: tuple[str, ...] = ()
    try:
        block = _block(weights, "weight history")
        if block.ndim == 2 and block.shape[1] != dimension and block.shape[0] == dimension and dimension > 1:
            block, turned = block.T, ("bookkeeping.transposed",)
        if block.ndim == 1 and dimension == 1:
            block = block[:, None]
        if block.ndim != 2 or block.shape[1] != dimension:
            return Misfit(_shape_sentence(block, dimension, rows))
        paid = _block(costs, "cost history")
        paid = paid[:, 0] if paid.ndim == 2 and paid.shape[1] == 1 else paid
        if paid.ndim != 1:
            return Misfit(
                f"Each entry of your cost history has {paid.shape[1]} numbers; a cost is one number, g at that step."
            )
    except _Unreadable as misfit:
        return misfit.args[0]
    return Histories(block, paid, turned, notes)


def _shape_sentence(block: np.ndarray, dimension: int, rows: int) -> str:
    size = 1 if block.ndim == 1 else block.shape[1]
    if block.ndim == 1 and len(block) == rows * dimension:
        return (
            f"Your weight history is one flat list of {len(block)} numbers; it should have {rows} entries, "
            f"each a point of {dimension} coordinates."
        )
    return (
        f"Each entry of your weight history has {_count(size, 'number')}; "
        f"a point has {_count(dimension, 'coordinate')} here."
    )


def costs(value: Value) -> np.ndarray | Misfit:
    """A cost history alone: one number per step."""
    match value:
        case Nothing():
            return Misfit("Your function returned None: is the `return` missing?", "bookkeeping.returns_nothing")
        case Numbers(array=np.ndarray(size=1, ndim=0)):
            return Misfit(
                f"Your function returned {said(value)}. The whole history was asked for: the cost of the start and "
                "the cost after every step."
            )
    try:
        if len(parts := _entries(value, "a list of costs")) == 2 and min(map(_size, parts)) > 1:
            sentence = "Your function returned two histories. The costs alone were asked for: `return cost_history`."
            return Misfit(sentence, "bookkeeping.cost_history.both")
        found = _block(value, "cost history")
    except _Unreadable as misfit:
        return misfit.args[0]
    found = found[:, 0] if found.ndim == 2 and found.shape[1] == 1 else found
    return (
        found if found.ndim == 1 else Misfit(f"Each entry of your cost history has {found.shape[1]} numbers, not one.")
    )


def points(value: Value) -> np.ndarray | Misfit:
    """A one-dimensional sequence of numbers, sorted; a single number counts as a sequence of one."""
    match value:
        case Nothing():
            return Misfit("Your function returned None: is the `return` missing?")
        case Items(()):
            return np.zeros(0)
    try:
        return np.sort(_numbers(value, "list of points").ravel())
    except _Unreadable as misfit:
        return misfit.args[0]


def array(value: Value, shape: tuple[int, ...]) -> np.ndarray | Misfit:
    """A number (shape ()) or a vector; any shape of the same size is accepted."""
    if isinstance(value, Nothing):
        return Misfit("Your function returned None: is the `return` missing?")
    try:
        found = _numbers(value, "answer")
    except _Unreadable as misfit:
        return misfit.args[0]
    size = int(np.prod(shape))
    if found.size != size:
        return Misfit(f"Your function returned {_count(found.size, 'number')}; {size} asked for.")
    return found.reshape(shape)


def pair(value: Value) -> tuple[Value, Value] | Misfit:
    """Two values, as in `return w, cost`."""
    if isinstance(value, Nothing):
        return Misfit("Your function returned None: is the `return` missing?")
    try:
        parts = _entries(value)
    except _Unreadable as misfit:
        return misfit.args[0]
    if len(parts) < 2:
        return Misfit("Your function returned one thing only. A pair was asked for: `return w, cost`.")
    return parts[0], parts[1]


def label(value: Value) -> str | Misfit:
    """One of the words of LABELS' right-hand side."""
    match value:
        case Text(text) if " ".join(text.lower().split()) in LABELS:
            return LABELS[" ".join(text.lower().split())]
        case Text(text):
            return Misfit(f'Your function returned "{text[:60]}". The words are "minimum", "maximum" and "saddle".')
        case Nothing():
            return Misfit("Your function returned None: is the `return` missing in one of the branches?")
    return Misfit(f'Your function returned {said(value)}; one of "minimum", "maximum", "saddle" was asked for.')


def truth(value: Value, item: str) -> bool | None | Misfit:
    """The answer to one concept item in a dictionary; None where it is not answered."""
    if not isinstance(value, Table):
        return Misfit(f"`answers` is {said(value)}; it should be the dictionary of the handout.")
    if item not in value.entries:
        return Misfit(f'Your dictionary has no entry "{item}". Keep the names of the handout.')
    match value.entries[item]:
        case Nothing():
            return None
        case Text(text) if text.strip().lower() in TRUTHS:
            return TRUTHS[text.strip().lower()]
        case Numbers(found) if found.size == 1 and found.ravel()[0] in (0, 1):
            return bool(found.ravel()[0])
        case other:
            return Misfit(f'Your entry for "{item}" is {said(other)}; write True or False.')


def said(value: Value) -> str:
    """The value in a few words, for a sentence."""
    match value:
        case Nothing():
            return "None"
        case Numbers(found) if found.size == 1:
            return f"the number {found.ravel()[0]:.6g}" if found.dtype.kind in "fc" else f"{found.ravel()[0]}"
        case Numbers(found):
            return f"an array of shape {found.shape}"
        case Text(text):
            return f'the text "{text[:60]}"'
        case Items(items):
            return f"a list or tuple of {_count(len(items), 'entry')}"
        case Table():
            return "a dictionary"
        case Other(what):
            return what
    raise AssertionError(value)


# ── values to arrays


def _entries(value: Value, asked: str = "a pair") -> Sequence[Value]:
    """The entries of a sequence: an array's rows, a list's items."""
    match value:
        case Items(items):
            return items
        case Numbers(found) if found.ndim:
            return [Numbers(row) for row in found]
        case Table(entries):
            raise _Unreadable(Misfit(f"Your function returned a dictionary with the keys {sorted(entries)[:4]}."))
    raise _Unreadable(Misfit(f"Your function returned {said(value)}; {asked} was asked for."))


def _size(value: Value) -> int:
    """How many numbers a value holds, -1 where it holds something else."""
    match value:
        case Numbers(found):
            return found.size
        case Items(items):
            sizes = [_size(item) for item in items]
            return -1 if -1 in sizes else sum(sizes)
    return -1


def _block(value: Value, what: str) -> np.ndarray:
    """A history: (R,) where every entry is one number, else (R, size of an entry)."""
    if isinstance(value, Numbers):
        found = _real(value.array, what, None)
        if found.ndim == 0:
            raise _Unreadable(Misfit(f"Your {what} is a single number; it should have one entry per step."))
        return found if found.ndim == 1 else found.reshape(len(found), math.prod(found.shape[1:]))
    if not isinstance(value, Items):
        raise _Unreadable(Misfit(f"Your {what} is {said(value)}; a list or an array was asked for."))
    rows = [_row(item, what, k) for k, item in enumerate(value.items)]
    sizes = [row.size for row in rows]
    for k, size in enumerate(sizes):
        if size != sizes[0]:
            raise _Unreadable(
                Misfit(f"Your {what} is ragged: entry 0 has {_count(sizes[0], 'number')}, entry {k} has {size}.")
            )
    stacked = np.array(rows)
    return stacked[:, 0] if stacked.ndim == 2 and stacked.shape[1] == 1 else stacked


def _row(value: Value, what: str, k: int) -> np.ndarray:
    """One entry of a history, flattened."""
    match value:
        case Numbers(found):
            return _real(found, what, k).ravel()
        case Items(items) if items:
            return np.concatenate([_row(item, what, k) for item in items])
    raise _Unreadable(Misfit(f"Entry {k} of your {what} is {said(value)}, not a number or a point."))


def _numbers(value: Value, what: str) -> np.ndarray:
    match value:
        case Numbers(found):
            return _real(found, what, None)
        case Items(items) if items:
            return np.concatenate([_row(item, what, k) for k, item in enumerate(items)])
    raise _Unreadable(Misfit(f"Your function returned {said(value)}; numbers were asked for."))


def _real(found: np.ndarray, what: str, k: int | None) -> np.ndarray:
    if found.dtype.kind == "c":
        if np.any(found.imag != 0):
            where = f"entry {k} of your {what}" if k is not None else f"your {what}"
            raise _Unreadable(Misfit(f"There are complex numbers in {where}; only real ones make sense here."))
        found = found.real
    return found.astype(float, copy=False)


def _count(n: int, word: str) -> str:
    plural = word[:-1] + "ies" if word.endswith("y") else word + "s"
    return f"{n} {word if n == 1 else plural}"
