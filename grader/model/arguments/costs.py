"""The lecture's costs by name, evaluated in NumPy or in jax.numpy.

A cost is a function of the point `w` (a float, or an array of shape (N,)) and of the array namespace `np`
in which it is computed. Students are handed `make_cost("quartic", jax.numpy)`; the judge, which holds no JAX,
evaluates the same text with NumPy in float64.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from grader.base.text import did_you_mean
from grader.model.arguments import lecture_costs
from grader.model.arguments.formula import compile_formula
from grader.model.arguments.lecture_costs import Namespace, Point
from grader.model.arguments.lecture_costs import quadratic as quadratic  # messages show calls that import it from here

Cost = Callable[[Point], Any]
COSTS: dict[str, Callable[..., Any]] = {
    name: cost for name, cost in vars(lecture_costs).items() if inspect.isfunction(cost)
}


@cache
def _parameter_names(cost: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(cost).parameters)[2:]


class _Coordinates:
    """A point that records which of its coordinates a cost reads. Nothing else works with it."""

    def __init__(self) -> None:
        self.read: set[int] = set()

    def __getitem__(self, index: int) -> float:
        self.read.add(index)
        return 0.5


def count_coordinates(cost: Cost) -> int | None:
    """Number of coordinates of a cost's points: the last one it reads, plus 1; None if it uses the point as a whole."""
    point = _Coordinates()
    try:
        cost(point)
    except (TypeError, ValueError, AttributeError):  # what arithmetic with it raises
        return None
    return max(point.read, default=-1) + 1 or None


def make_cost(name: str, np: Namespace, parameters: Mapping[str, Any] | None = None, formula: str = "") -> Cost:
    """Make the cost of that name as a function of w alone, computed in `np`; from `formula` if there is one.

    Raises KeyError (unknown name), TypeError (parameters that the cost does not have) or UserError, in sentences.
    """
    if name not in COSTS and not formula:
        raise KeyError(f"there is no cost named {name!r}.{did_you_mean(name, COSTS)}")
    function, values = compile_formula(formula) if formula else COSTS[name], dict(parameters or {})
    names = _parameter_names(function)
    if sorted(values) != sorted(names):
        raise TypeError(f"cost {name!r} takes the parameters {names}, not {sorted(values)}.")

    def cost(w: Point) -> Any:
        return function(w, np, **values)

    cost.__name__, cost.__doc__ = name, function.__doc__
    return cost
