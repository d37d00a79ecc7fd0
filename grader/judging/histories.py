"""Verdicts on runs: where the weights first leave the tolerance, and whether the costs are those of the points.

Every honest pair of histories is read, or a cost history alone; anything else raises WrongForm.

Distances are compared with the key's tolerance at each step, on the scale of the whole run. Wrong weights with the
right costs for them keep COST_SHARE of the points, so that one mistake is charged once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from grader.base.text import count
from grader.judging import outcomes
from grader.judging.forms import NO_RETURN, WrongForm, entries_of, in_words, real_numbers, size_of
from grader.judging.outcomes import Right, Verdict, WrongRun
from grader.judging.part_verdicts import compare_history
from grader.model.arguments.costs import Cost, make_cost
from grader.model.arguments.typed_arguments import OF_FILE, is_function, name_of_function
from grader.model.encoding.values import Items, Nothing, Numbers, Value
from grader.model.key import Case

COST_SHARE = 0.25  # of a case with two histories; the weights are worth the rest
MORE_THAN_TWO = "Your function returned more than two values; the first two were judged."
BOTH_LISTS = "Two lists were asked for: `return weight_history, cost_history`."


def judge_histories(case: Case, value: Value) -> Verdict:
    """The verdict on a pair (weight_history, cost_history)."""
    pair = read_histories(value, case.dimension, case.steps + 1)
    verdict = _judge_pair(case, pair)
    if verdict.right or case.dimension > 1 or not len(pair.costs):
        return verdict
    # With one coordinate, only values tell weights from costs.
    swapped = Histories(pair.costs[:, None], pair.weights[:, 0], ("bookkeeping.swapped",), pair.notes)
    if _wrong(case, "weights", swapped.weights) is None and _wrong(case, "costs", swapped.costs) is None:
        return _judge_pair(case, swapped)
    return verdict


def judge_costs(case: Case, value: Value) -> Verdict:
    """The verdict on a cost history alone."""
    costs = read_costs(value)
    wrong = _wrong(case, "costs", costs)
    return Verdict(wrong or Right(), float(wrong is None), {"costs": costs})


def _judge_pair(case: Case, pair: Histories) -> Verdict:
    answer = {"weights": pair.weights[:, 0] if case.dimension == 1 else pair.weights, "costs": pair.costs}
    verdict = partial(Verdict, answer=answer, notes=pair.notes, rearranged=pair.rearranged)
    in_order, weights = not pair.rearranged, pair.weights
    if (wrong := _wrong(case, "weights", weights)) is not None:
        complete = len(weights) == case.steps + 1 > 1
        moves = complete and bool((weights.max(axis=0) - weights.min(axis=0)).max() > 0)  # not one point all the time
        return verdict(wrong, COST_SHARE if in_order and moves and _costs_fit(case, pair) else 0.0)
    if (wrong := _wrong(case, "costs", pair.costs)) is not None:
        return verdict(wrong, 1 - COST_SHARE if in_order else 0.0)
    return verdict(Right(), 1.0) if in_order else verdict(outcomes.Rearranged(pair.rearranged), 0.0)


def _wrong(case: Case, name: str, history: np.ndarray) -> WrongRun | None:
    """What is wrong with a history, (R,) or (R, n), up to the last row that is judged; None where nothing is."""
    expected = np.asarray(case.right[name])[:-1]  # the key has a row more, after step K
    yours, tolerance = history.reshape(len(history), *expected.shape[1:]), case.tolerance[name][: len(expected)]
    wrong = compare_history(yours, expected, tolerance, None)
    return None if wrong is None else WrongRun("weight" if name == "weights" else "cost", wrong)


def cost_of(case: Case) -> Cost | None:
    """The case's cost in NumPy, None where its arguments describe none."""
    arguments = case.arguments
    for name in ("g", "gradient"):
        if is_function(spec := arguments.get(name)) and OF_FILE not in (cost := name_of_function(spec)[1]):
            return make_cost(cost, np, spec["parameters"], spec.get("formula", ""))
    if {"a", "b", "C"} <= set(arguments):
        return make_cost("quadratic", np, {name: arguments[name] for name in ("a", "b", "C")})
    return None


def costs_along(cost: Cost, weights: np.ndarray, dimension: int) -> np.ndarray:
    """g at every row (R, N), shape (R,): at once where the formula is made of single coordinates."""
    if cost.__name__ == "quadratic":
        return np.array([cost(w if dimension > 1 else w[0]) for w in weights], dtype=float)
    return np.asarray(cost(weights.T if dimension > 1 else weights[:, 0]), dtype=float)


def _costs_fit(case: Case, pair: Histories) -> bool:
    """Whether the costs are g at the student's own points, to the key's relative tolerance."""
    if "cost scale" not in case.memo:
        right = np.abs(case.right["costs"][:-1])
        size = float(right[np.isfinite(right)].max(initial=0.0)) or 1.0
        case.memo["cost scale"] = cost_of(case), size, float(np.max(case.tolerance["costs"])) / size
    cost, size, tolerance = case.memo["cost scale"]
    if cost is None or len(pair.weights) != len(pair.costs) or not len(pair.costs):
        return False
    own = costs_along(cost, pair.weights, case.dimension)
    so_far = np.maximum(np.maximum.accumulate(np.abs(own)), size)  # a later blow-up excuses no earlier cost
    close = np.abs(own - pair.costs) <= tolerance * so_far
    return bool(np.isfinite(own).all() and close.all())


# ── what was returned, as histories


@dataclass(frozen=True, eq=False)
class Histories:
    """A pair of histories: weights (R, N), costs (R',), and the ids of what was rearranged to read them."""

    weights: np.ndarray
    costs: np.ndarray
    rearranged: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


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
    if len(parts) == 1 and size_of(value) > 1:
        raise WrongForm(
            "Your function returned a list or tuple that holds your cost history. Return the history itself: is there "
            "a comma behind it, or brackets around it?"
        )
    return _cost_rows(value, ", not one.")


def history_array(value: Value, name: str) -> np.ndarray:
    """A history: shape (R,) where every entry is one number, else (R, size of an entry)."""
    if not isinstance(value, (Numbers, Items)):
        raise WrongForm(f"Your {name} is {in_words(value)}; a list or an array was asked for.")
    array = real_numbers(value, f"your {name}").astype(float, copy=False)
    if array.ndim == 0:
        raise WrongForm(f"Your {name} is a single number; it should have one entry per step.")
    return array if array.ndim == 1 else array.reshape(len(array), math.prod(array.shape[1:]))
