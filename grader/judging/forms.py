"""Read what a function returned as arrays: the histories of a run, and what parts and checks read of any value.

Every honest form is accepted; of anything else `WrongForm` is raised, with a sentence for the student. Nothing here
knows what is right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from grader.base.exhaustive import assert_never
from grader.base.text import count
from grader.model.encoding.values import Items, Nothing, Numbers, Other, Table, Text, Value

NO_RETURN = "Your function returned None: is the `return` missing or misplaced, or is its value still None?"
MORE_THAN_TWO = "Your function returned more than two values; the first two were judged."
BOTH_LISTS = "Two lists were asked for: `return weight_history, cost_history`."


class WrongForm(Exception):
    """Another form than the question returns: a sentence for the student, and its id where it is a known mistake."""

    def __init__(self, sentence: str, mistake: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.mistake = sentence, mistake


@dataclass(frozen=True, eq=False)
class Histories:
    """A pair of histories: weights (R, N), costs (R',), and the ids of what was rearranged to read them."""

    weights: np.ndarray
    costs: np.ndarray
    rearranged: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


# ── histories


def read_histories(value: Value, dimension: int, rows: int) -> Histories:
    """A pair (weight_history, cost_history) of points with `dimension` coordinates; `rows` is the right length."""
    match value:
        case Nothing():
            raise WrongForm(NO_RETURN, "bookkeeping.returns_nothing")
        case Items(()) | Numbers(array=np.ndarray(size=0, ndim=1)):
            raise WrongForm("Your function returned an empty list or tuple instead of (weight_history, cost_history).")
    parts = entries_of(value)
    _require_two_histories(parts, dimension)
    pair = _in_either_order(parts[0], parts[1], (rows, dimension))
    return replace(pair, notes=(MORE_THAN_TWO,)) if len(parts) > 2 else pair


def _require_two_histories(parts: Sequence[Value], dimension: int) -> None:
    """Refuse one history or one point. They are recognised by how many numbers each entry holds."""
    sizes = [size_of(part) for part in parts]
    numbers = [isinstance(part, Numbers) and part.array.ndim == 0 for part in parts]
    if len(parts) == 1:
        raise WrongForm(f"Your function returned one thing only. {BOTH_LISTS}")
    if sizes == [dimension, 1] and numbers[1]:
        raise WrongForm(
            "Your function returned one point and one number. The whole histories were asked for: "
            "every point and every cost from step 0 on.",
            "bookkeeping.final_only",
        )
    if dimension > 1 and set(sizes) == {dimension} and not any(numbers):
        raise WrongForm(f"Your function returned one list of points. {BOTH_LISTS}", "bookkeeping.only_weights")
    if all(numbers):
        mistake = "bookkeeping.only_costs" if dimension > 1 else ""
        raise WrongForm(f"Your function returned one list of numbers. {BOTH_LISTS}", mistake)


def _in_either_order(first: Value, second: Value, shape: tuple[int, int]) -> Histories:
    """The pair as it was returned; with several coordinates also swapped, where only that can be read."""
    try:
        return _pair(first, second, shape)
    except WrongForm:
        if shape[1] > 1:
            with suppress(WrongForm):
                swapped = _pair(second, first, shape)
                return replace(swapped, rearranged=("bookkeeping.swapped", *swapped.rearranged))
        raise


def _pair(weights: Value, costs: Value, shape: tuple[int, int]) -> Histories:
    """The two histories; `shape` is the right one of the weights."""
    rows, rearranged, dimension = history_array(weights, "weight history"), tuple[str, ...](), shape[1]
    if rows.ndim == 2 and rows.shape[1] != dimension and rows.shape[0] == dimension > 1:
        rows, rearranged = rows.T, ("bookkeeping.transposed",)
    if rows.ndim == 1 and dimension == 1:
        rows = rows[:, None]
    if rows.ndim != 2 or rows.shape[1] != dimension:
        raise WrongForm(_wrong_shape(rows, shape))
    return Histories(rows, _cost_rows(costs, "; a cost is one number, g at that step."), rearranged)


def _cost_rows(value: Value, advice: str) -> np.ndarray:
    """A cost history, shape (R,); a column counts as one."""
    costs = history_array(value, "cost history")
    costs = costs[:, 0] if costs.ndim == 2 and costs.shape[1] == 1 else costs
    if costs.ndim != 1:
        raise WrongForm(f"Each entry of your cost history has {costs.shape[1]} numbers{advice}")
    return costs


def _wrong_shape(rows: np.ndarray, shape: tuple[int, int]) -> str:
    if rows.ndim == 1 and len(rows) == shape[0] * shape[1]:
        return (
            f"Your weight history is one flat list of {len(rows)} numbers; it should have {shape[0]} entries, "
            f"each a point of {shape[1]} coordinates."
        )
    size = count(1 if rows.ndim == 1 else rows.shape[1], "number")
    return f"Each entry of your weight history has {size}; a point has {count(shape[1], 'coordinate')} here."


def read_costs(value: Value) -> np.ndarray:
    """A cost history alone, shape (R,): one number per step."""
    match value:
        case Nothing():
            raise WrongForm(NO_RETURN, "bookkeeping.returns_nothing")
        case Numbers(array=np.ndarray(size=1, ndim=0)):
            raise WrongForm(
                f"Your function returned {in_words(value)}. The whole history was asked for: the cost of the start and "
                "the cost after every step."
            )
    if len(parts := entries_of(value, "a list of costs")) == 2 and min(map(size_of, parts)) > 1:
        sentence = "Your function returned two histories. The costs alone were asked for: `return cost_history`."
        raise WrongForm(sentence, "bookkeeping.cost_history.both")
    return _cost_rows(value, ", not one.")


# ── any value as arrays


def entries_of(value: Value, form: str = "a pair") -> Sequence[Value]:
    """The entries of a sequence: an array's rows, a list's items. `form` names what the question returns."""
    match value:
        case Items(items):
            return items
        case Numbers(array) if array.ndim:
            return [Numbers(row) for row in array]
        case Nothing():
            raise WrongForm(NO_RETURN)
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


def history_array(value: Value, name: str) -> np.ndarray:
    """A history: shape (R,) where every entry is one number, else (R, size of an entry)."""
    if not isinstance(value, (Numbers, Items)):
        raise WrongForm(f"Your {name} is {in_words(value)}; a list or an array was asked for.")
    array = real_numbers(value, f"your {name}").astype(float, copy=False)
    if array.ndim == 0:
        raise WrongForm(f"Your {name} is a single number; it should have one entry per step.")
    return array if array.ndim == 1 else array.reshape(len(array), math.prod(array.shape[1:]))


def flat_numbers(value: Value, whose: str) -> np.ndarray:
    """All numbers of an array, or of a list of any depth, in one row (P,); `whose` names it in a sentence."""
    if isinstance(value, Items) and value.items:
        return np.concatenate([flat_numbers(item, _entry_of(whose, k)) for k, item in enumerate(value.items)])
    return real_numbers(value, whose).ravel()


def real_numbers(value: Value, whose: str) -> np.ndarray:
    """The array that a value holds, whole numbers as such; entries of a list may differ in sides of length 1.

    `whose` names the value in a sentence, such as `` `w` `` or `your result`.
    """
    match value:
        case Numbers(array) if array.dtype.kind == "c" and np.any(array.imag):
            raise WrongForm(f"There are complex numbers in {whose}; only real ones make sense here.")
        case Numbers(array):
            kind = array.dtype.kind
            return array if kind in "iu" else array.real.astype("b" if kind == "b" else float, copy=False)
        case Items(items):
            entries = [np.squeeze(real_numbers(item, _entry_of(whose, k))) for k, item in enumerate(items)]
            _require_one_shape(entries, whose)
            return np.array(entries)
    raise WrongForm(f"{capitalized(whose)} is {in_words(value)}, not a number or a point.")


def _entry_of(whose: str, k: int) -> str:
    """`` `w[2]` `` for an entry of `` `w` ``, and `entry 2 of your result`."""
    return f"{whose[:-1]}[{k}]`" if whose.endswith("`") else f"entry {k} of {whose}"


def _require_one_shape(entries: Sequence[np.ndarray], whose: str) -> None:
    first = entries[0] if entries else np.zeros(0)
    for k, entry in enumerate(entries):
        if entry.shape != first.shape:
            sizes = f"{count(first.size, 'number')} and entry {k} has {entry.size}"
            shapes = f"the shape {first.shape} and entry {k} has the shape {entry.shape}"
            unequal = f"entry 0 has {sizes if first.size != entry.size else shapes}"
            raise WrongForm(f"All entries of {whose} should have one shape, but {unequal}.")


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
        case Table(_, of_frame):
            return "a data frame" if of_frame else "a dictionary"
        case Other(what):
            return what
    return assert_never(value)


def capitalized(sentence: str) -> str:
    """The sentence with a capital letter in front."""
    return sentence[:1].upper() + sentence[1:]
