"""Read what a function returned as the kind of answer that the question returns.

One reader for each kind. It accepts every honest form of the answer and returns arrays in float64; of anything else it
returns a `Misfit`, with a sentence for the student. Nothing here knows what is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.judging.value_arrays import (
    Misfit,
    WrongForm,
    count,
    entries_of,
    history_array,
    in_words,
    is_number,
    number_array,
    or_misfit,
    size_of,
)
from grader.model.values import Items, Nothing, Numbers, Table, Text, Value

LABELS = {
    "minimum": "minimum",
    "min": "minimum",
    "maximum": "maximum",
    "max": "maximum",
    "saddle": "saddle",
    "saddle point": "saddle",
}
TRUTHS = {"true": True, "false": False}
NO_RETURN = "Your function returned None: is the `return` missing?"
BOTH_LISTS = "Two lists were asked for: `return weight_history, cost_history`."


@dataclass(frozen=True, eq=False)
class Histories:
    """A pair of histories: weights (R, N), costs (R',), and the ids of what was rearranged to read them."""

    weights: np.ndarray
    costs: np.ndarray
    rearranged: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def swapped(self) -> Histories:
        """The pair with its two histories exchanged, where a point has one coordinate."""
        return Histories(self.costs[:, None], self.weights[:, 0], ("bookkeeping.swapped",), self.notes)


# ── histories


@or_misfit
def read_histories(value: Value, dimension: int, rows: int) -> Histories:
    """A pair (weight_history, cost_history) of points with `dimension` coordinates; `rows` is the right length."""
    match value:
        case Nothing():
            raise WrongForm(
                "Your function returned None: is the `return` missing, or indented into another block?",
                "bookkeeping.returns_nothing",
            )
        case Items(()) | Numbers(array=np.ndarray(size=0, ndim=1)):
            raise WrongForm("Your function returned an empty list or tuple instead of (weight_history, cost_history).")
    parts = entries_of(value)
    _require_two_histories(parts, dimension)
    notes = ("Your function returned more than two values; the first two were judged.",) if len(parts) > 2 else ()
    return _in_either_order(parts[0], parts[1], _Shape(dimension, rows), notes)


@dataclass(frozen=True)
class _Shape:
    """The right shape of a weight history."""

    dimension: int
    rows: int


def _require_two_histories(parts: Sequence[Value], dimension: int) -> None:
    """Refuse one history or one point. They are recognised by how many numbers each entry holds."""
    sizes, numbers = [size_of(part) for part in parts], [is_number(part) for part in parts]
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


def _in_either_order(first: Value, second: Value, shape: _Shape, notes: tuple[str, ...]) -> Histories:
    """The pair as it was returned; with several coordinates also swapped, where only that can be read."""
    try:
        return _pair(first, second, shape, notes)
    except WrongForm:
        if shape.dimension == 1:
            raise
        swapped = or_misfit(_pair)(second, first, shape, notes)
        if isinstance(swapped, Misfit):
            raise
    return Histories(swapped.weights, swapped.costs, ("bookkeeping.swapped", *swapped.rearranged), notes)


def _pair(weights: Value, costs: Value, shape: _Shape, notes: tuple[str, ...]) -> Histories:
    rows, rearranged = history_array(weights, "weight history"), tuple[str, ...]()
    if rows.ndim == 2 and rows.shape[1] != shape.dimension and rows.shape[0] == shape.dimension > 1:
        rows, rearranged = rows.T, ("bookkeeping.transposed",)
    if rows.ndim == 1 and shape.dimension == 1:
        rows = rows[:, None]
    if rows.ndim != 2 or rows.shape[1] != shape.dimension:
        raise WrongForm(_wrong_shape(rows, shape))
    return Histories(rows, _cost_rows(costs, "; a cost is one number, g at that step."), rearranged, notes)


def _cost_rows(value: Value, advice: str) -> np.ndarray:
    """A cost history, shape (R,); a column counts as one."""
    costs = history_array(value, "cost history")
    costs = costs[:, 0] if costs.ndim == 2 and costs.shape[1] == 1 else costs
    if costs.ndim != 1:
        raise WrongForm(f"Each entry of your cost history has {costs.shape[1]} numbers{advice}")
    return costs


def _wrong_shape(rows: np.ndarray, shape: _Shape) -> str:
    if rows.ndim == 1 and len(rows) == shape.rows * shape.dimension:
        return (
            f"Your weight history is one flat list of {len(rows)} numbers; it should have {shape.rows} entries, "
            f"each a point of {shape.dimension} coordinates."
        )
    size = 1 if rows.ndim == 1 else rows.shape[1]
    return (
        f"Each entry of your weight history has {count(size, 'number')}; "
        f"a point has {count(shape.dimension, 'coordinate')} here."
    )


@or_misfit
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


# ── answers of one piece


@or_misfit
def read_points(value: Value) -> np.ndarray:
    """A one-dimensional sequence of numbers, sorted; a single number counts as a sequence of one."""
    match value:
        case Nothing():
            raise WrongForm(NO_RETURN)
        case Items(()):
            return np.zeros(0)
    return np.sort(number_array(value, "list of points").ravel())


@or_misfit
def read_array(value: Value, shape: tuple[int, ...]) -> np.ndarray:
    """A number (shape ()) or a vector; any shape of the same size is accepted."""
    if isinstance(value, Nothing):
        raise WrongForm(NO_RETURN)
    array, size = number_array(value, "answer"), int(np.prod(shape))
    if array.size != size:
        raise WrongForm(f"Your function returned {count(array.size, 'number')}; {size} asked for.")
    return array.reshape(shape)


@or_misfit
def read_pair(value: Value) -> tuple[Value, Value]:
    """Two values, as in `return w, cost`."""
    if isinstance(value, Nothing):
        raise WrongForm(NO_RETURN)
    parts = entries_of(value)
    if len(parts) < 2:
        raise WrongForm("Your function returned one thing only. A pair was asked for: `return w, cost`.")
    return parts[0], parts[1]


@or_misfit
def read_label(value: Value) -> str:
    """One of the words of LABELS' right-hand side."""
    match value:
        case Text(text) if " ".join(text.lower().split()) in LABELS:
            return LABELS[" ".join(text.lower().split())]
        case Text(text):
            raise WrongForm(f'Your function returned "{text[:60]}". The words are "minimum", "maximum" and "saddle".')
        case Nothing():
            raise WrongForm("Your function returned None: is the `return` missing in one of the branches?")
    raise WrongForm(f'Your function returned {in_words(value)}; one of "minimum", "maximum", "saddle" was asked for.')


@or_misfit
def read_truth(value: Value, item: str) -> bool | None:
    """The answer to one statement in the dictionary of answers; None where it is not answered."""
    if not isinstance(value, Table):
        raise WrongForm(f"`answers` is {in_words(value)}; it should be the dictionary of the handout.")
    if item not in value.entries:
        raise WrongForm(f'Your dictionary has no entry "{item}". Keep the names of the handout.')
    match value.entries[item]:
        case Nothing():
            return None
        case Text(text) if text.strip().lower() in TRUTHS:
            return TRUTHS[text.strip().lower()]
        case Numbers(array) if array.size == 1 and array.ravel()[0] in (0, 1):
            return bool(array.ravel()[0])
        case other:
            raise WrongForm(f'Your entry for "{item}" is {in_words(other)}; write True or False.')
