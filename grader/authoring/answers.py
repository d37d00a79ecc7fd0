"""What a method of `reference/` or a known mistake returned, as an answer of the key: arrays by name, in float64.

histories, costs   weights, costs (a run: `asked_for` drops the weights where costs alone are asked for)
minimum            w, cost        points   points, sorted
label              label          number, vector   value
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.judging.histories import costs_along
from grader.model.costs import Cost
from grader.model.key import Case, Question
from grader.model.key_checks import RIGHT, STEPPED
from grader.model.values import Items, Numbers, Table, Text, Value

RUN = ("weights", "costs")


def named(returns: str, value: Any) -> dict[str, Any]:
    """The answer to a question that returns this. Raises TypeError or ValueError for a value of another form."""
    if returns == "label":
        return {"label": str(value)}
    names = RIGHT[returns]
    values = value if len(names) > 1 else (np.sort(value) if returns == "points" else value,)
    return {name: _float64(v) for name, v in zip(names, values, strict=True)}


def wrong(returns: str, value: Any) -> dict[str, Any]:
    """A mistake's answer; one of no form that was asked for is told as not a number."""
    try:
        with np.errstate(all="ignore"):
            return named(returns, value)
    except (TypeError, ValueError):
        return {"value": np.array(np.nan)}


def asked_for(returns: str, answer: dict[str, Any]) -> dict[str, Any]:
    """What of a run is asked for."""
    return {name: value for name, value in answer.items() if returns != "costs" or name != "weights"}


def as_returned(
    question: Question, case: Case, answer: Mapping[str, Any], whole: bool, rows: Sequence[Sequence[int]] | None = None
) -> Value:
    """An answer of the key as a student's function would have returned it; of a run, these rows or those asked for."""
    if question.returns == "truth":
        return Table({case.item: Numbers(np.array(answer["truth"]))})
    if question.returns == "label":
        return Text(str(answer["label"]))
    answer = asked_for(question.returns, dict(answer))
    if question.returns in STEPPED and not whole:
        of = rows or [range(case.steps + 1)] * 2
        answer = {n: np.asarray(v)[list(of[n == "costs"])] for n, v in answer.items()}
    parts = tuple(Numbers(np.asarray(value)) for value in answer.values())
    return Items(parts) if len(parts) > 1 else parts[0]


def shortened(answer: dict[str, Any], case: Case) -> dict[str, Any]:
    """Runs of coordinate updates come in whole sweeps; as in the right answer, one row beyond the last is enough."""
    if "costs" not in answer or case.expected is None:
        return answer
    rows = len(case.expected["costs"])
    return {name: value[:rows] if len(answer["costs"]) > rows else value for name, value in answer.items()}


def spoils_weights_alone(cost: Cost, answer: dict[str, Any], case: Case) -> bool:
    """Whether a run's costs are right though they are not those of its points: nobody who asks for costs can see it."""
    if set(answer) != set(RUN) or case.expected is None:
        return False
    weights, costs, right = answer["weights"], answer["costs"], case.expected["costs"]
    if costs.shape != right.shape or not np.allclose(costs, right):
        return False
    return not np.allclose(costs_along(cost, weights.reshape(len(weights), -1), case.dimension), right)


def _float64(value: Any) -> np.ndarray:
    """The value in float64; only a mistake's is complex."""
    array = np.asarray(value)
    return array.astype(complex) if array.dtype.kind == "c" and np.any(array.imag) else array.real.astype(float)
