"""The arrays of an answer, by what the question returns: see `grader.model.key`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

STEPPED = ("histories", "costs")  # what these return has a row per step
PARTS = {
    "histories": ("weights", "costs"),
    "costs": ("costs",),  # the right answer has the weights too
    "points": ("points",),
    "minimum": ("w", "cost"),
    "number": ("value",),
    "vector": ("value",),
    "label": ("label",),
}
RIGHT = PARTS | {"costs": ("weights", "costs")}


def answer_fault(returns: str, answer: Mapping[str, Any]) -> str:
    """Why a right answer cannot be one to a question that returns this, in words; an empty string where it can."""
    for name in RIGHT[returns]:
        if name not in answer:
            return f"{name} is missing"
    if returns == "label":
        return "" if isinstance(answer["label"], str) else f"label is {answer['label']!r}, not a text"
    for name in RIGHT[returns]:
        if not (isinstance(answer[name], np.ndarray) and answer[name].dtype.kind in "fiu"):
            return f"{name} is no array of real numbers"
    return _shape_fault(returns, {name: answer[name].shape for name in RIGHT[returns]})


def _shape_fault(returns: str, shape: Mapping[str, tuple[int, ...]]) -> str:
    if returns in STEPPED:
        weights, costs = shape["weights"], shape["costs"]
        if len(costs) != 1 or len(weights) not in (1, 2) or weights[0] != costs[0] or costs[0] < 3:
            return f"weights of shape {weights} and costs of shape {costs} are no run: a row for every step, at least 3"
        return "" if 0 not in weights else "weights have no coordinate"
    if returns == "minimum" and (shape["cost"] != () or len(shape["w"]) > 1):
        return f"w of shape {shape['w']} and cost of shape {shape['cost']} are not one point and its cost"
    if returns == "points" and len(shape["points"]) != 1:
        return f"points of shape {shape['points']} are no list of numbers"
    if returns == "number" and int(np.prod(shape["value"])) != 1:
        return f"value of shape {shape['value']} is not one number"
    return ""
