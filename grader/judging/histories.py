"""Verdicts on runs: where the weights first leave the tolerance, and whether the costs are those of the points.

Distances are compared with the key's tolerance at each step, on the scale of the whole run. Wrong weights with the
right costs for them keep COST_SHARE of the points, so that one mistake is charged once.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from grader.judging import forms, outcomes
from grader.judging.outcomes import Right, Verdict, WrongRun
from grader.model.arguments.costs import Cost, make_cost
from grader.model.arguments.typed_arguments import OF_FILE, is_function, name_of_function
from grader.model.encoding.values import Value
from grader.model.key import Case

COST_SHARE = 0.25  # of a case with two histories; the weights are worth the rest


def judge_histories(case: Case, value: Value) -> Verdict:
    """The verdict on a pair (weight_history, cost_history)."""
    pair = forms.read_histories(value, case.dimension, case.steps + 1)
    verdict = _judge_pair(case, pair)
    if verdict.right or case.dimension > 1 or not len(pair.costs):
        return verdict
    # With one coordinate, only values tell weights from costs.
    swapped = forms.Histories(pair.costs[:, None], pair.weights[:, 0], ("bookkeeping.swapped",), pair.notes)
    if _wrong(case, "weights", swapped.weights) is None and _wrong(case, "costs", swapped.costs) is None:
        return _judge_pair(case, swapped)
    return verdict


def judge_costs(case: Case, value: Value) -> Verdict:
    """The verdict on a cost history alone."""
    costs = forms.read_costs(value)
    wrong = _wrong(case, "costs", costs)
    return Verdict(wrong or Right(), float(wrong is None), {"costs": costs})


def _judge_pair(case: Case, pair: forms.Histories) -> Verdict:
    answer = {"weights": pair.weights[:, 0] if case.dimension == 1 else pair.weights, "costs": pair.costs}
    verdict = partial(Verdict, answer=answer, notes=pair.notes, rearranged=pair.rearranged)
    in_order, weights = not pair.rearranged, pair.weights
    if (wrong := _wrong(case, "weights", weights)) is not None:
        complete = len(weights) == case.steps + 1 > 1
        moves = complete and bool(np.ptp(weights, axis=0).max() > 0)  # and is not one point again and again
        return verdict(wrong, COST_SHARE if in_order and moves and _costs_fit(case, pair) else 0.0)
    if (wrong := _wrong(case, "costs", pair.costs)) is not None:
        return verdict(wrong, 1 - COST_SHARE if in_order else 0.0)
    return verdict(Right(), 1.0) if in_order else verdict(outcomes.Rearranged(pair.rearranged), 0.0)


def _wrong(case: Case, name: str, history: np.ndarray) -> WrongRun | None:
    """What is wrong with a history, (R,) or (R, n), up to the last row that is judged; None where nothing is."""
    rows = history if history.ndim == 2 else history[:, None]
    expected, tolerance = _expected_rows(case, name), case.tolerance[name]
    judged = min(len(rows), len(expected), len(tolerance))
    near = np.abs(rows[:judged] - expected[:judged]) <= tolerance[:judged, None]
    agreed = judged if near.all() else int(near.argmin()) // near.shape[1]
    if agreed == judged and len(rows) == len(expected):
        return None
    is_finite = agreed == judged or bool(np.isfinite(rows[agreed]).all())
    return WrongRun("weight" if name == "weights" else "cost", len(rows), len(expected), agreed, is_finite)


def _expected_rows(case: Case, name: str) -> np.ndarray:
    """A right history (K + 1, n), without the key's extra row after step K; computed once for each case."""
    if name not in case.memo:
        case.memo[name] = np.asarray(case.right[name])[:-1].reshape(case.steps + 1, -1)
    rows: np.ndarray = case.memo[name]
    return rows


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


def _costs_fit(case: Case, pair: forms.Histories) -> bool:
    """Whether the costs are g at the student's own points, to the key's relative tolerance."""
    if "cost scale" not in case.memo:
        right = np.abs(_expected_rows(case, "costs"))
        case.memo["cost scale"] = cost_of(case), float(right[np.isfinite(right)].max(initial=0.0)) or 1.0
    cost, size = case.memo["cost scale"]
    if cost is None or len(pair.weights) != len(pair.costs) or not len(pair.costs):
        return False
    own = costs_along(cost, pair.weights, case.dimension)
    so_far = np.maximum.accumulate(np.abs(own)).clip(min=size)  # a later blow-up excuses no earlier cost
    close = np.abs(own - pair.costs) <= float(np.max(case.tolerance["costs"])) / size * so_far
    return bool(np.isfinite(own).all() and close.all())
