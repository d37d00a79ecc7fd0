"""The lecture's costs by name, each written once and evaluated in NumPy or in jax.numpy.

A cost is a function of the point `w` (a float, or an array of shape (N,)) and of the array namespace `np`
in which it is computed. Students are handed `make_cost("quartic", jax.numpy)`; the judge, which holds no JAX,
evaluates the same text with NumPy in float64. Everything here is public.

Source: the lecture "First-Order Optimization Techniques" (after Machine Learning Refined, chapter 3).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from grader.base.text import did_you_mean
from grader.model.arguments.formula import compile_formula

Point = Any  # a float, or an array of shape (N,)
Namespace = Any  # numpy or jax.numpy
Cost = Callable[[Point], Any]


def quadratic(w: Point, np: Namespace, *, a: float, b: Any, C: Any) -> Any:
    """a + b'w + w'Cw for any number a, vector b of shape (N,) and symmetric matrix C of shape (N, N)."""
    b, C = np.asarray(b), np.asarray(C)
    return a + np.sum(b * w) + np.sum(C * np.outer(w, w))


def _cost(words: str, cost: Callable[..., Any]) -> Callable[..., Any]:
    cost.__doc__ = words
    return cost


COSTS: dict[str, Callable[..., Any]] = {
    "quartic": _cost("(1/50)(w^4 + w^2 + 10w): strictly convex, one minimizer at -1.2347728250533.",
        lambda w, np: (w**4 + w**2 + 10 * w) / 50),
    "sine": _cost("sin(2w): minima and maxima in turn.",
        lambda w, np: np.sin(2 * w)),
    "cubic": _cost("w^3: its only stationary point is neither a minimum nor a maximum.",
        lambda w, np: w**3),
    "wavy": _cost("sin(3w) + 0.1w^2: six stationary points on [-3, 3].",
        lambda w, np: np.sin(3 * w) + 0.1 * w**2),
    "ledge": _cost(
        "w^3 (w - 1)^2: a saddle at 0, where the slopes on its sides differ; a maximum at 0.6, a minimum at 1.",
        lambda w, np: w**3 * (w - 1) ** 2),
    "slow": _cost("w^4 + 0.1: so flat around its minimum that gradient descent crawls.",
        lambda w, np: w**4 + 0.1),
    "absolute": _cost("|w|: the slope keeps length 1 up to the minimum.",
        lambda w, np: np.abs(w)),
    "bowl": _cost("w_0^2 + w_1^2 + 2.",
        lambda w, np: w[0] ** 2 + w[1] ** 2 + 2),
    "tilted": _cost("2w_0^2 + 2w_1^2 + 2w_0w_1 + 20.",
        lambda w, np: 2 * w[0] ** 2 + 2 * w[1] ** 2 + 2 * w[0] * w[1] + 20),
    "zigzag_1": _cost("w'Cw with C = diag(0.5, 9.75).",
        lambda w, np: 0.5 * w[0] ** 2 + 9.75 * w[1] ** 2),
    "zigzag_2": _cost("w'Cw with C = diag(0.1, 9.75).",
        lambda w, np: 0.1 * w[0] ** 2 + 9.75 * w[1] ** 2),
    "zigzag_3": _cost("w'Cw with C = diag(0.01, 9.75): the worst conditioned of the three.",
        lambda w, np: 0.01 * w[0] ** 2 + 9.75 * w[1] ** 2),
    "coupled": _cost(
        "w_0^4/4 + w_0w_1 + w_1^2 + 0.3w_0: neither quadratic nor separable, so that mistakes differ on it.",
        lambda w, np: w[0] ** 4 / 4 + w[0] * w[1] + w[1] ** 2 + 0.3 * w[0]),
    "waves": _cost("w_0^2 + w_1^2 + 2 sin(1.5(w_0 + w_1)) + 2: at alpha = 1 gradient descent is chaotic.",
        lambda w, np: w[0] ** 2 + w[1] ** 2 + 2 * np.sin(1.5 * (w[0] + w[1])) + 2),
    "ripple": _cost(
        "2^{sin(0.1 w_0^2 + 0.5 w_1^2)} tanh(w_1^4 tanh(w_0 + sin(0.2 w_1^2))): too long to differentiate by hand.",
        lambda w, np: 2 ** np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
        * np.tanh(w[1] ** 4 * np.tanh(w[0] + np.sin(0.2 * w[1] ** 2)))),
    "quadratic": quadratic,
}  # fmt: skip
for _name, _function in COSTS.items():
    _function.__name__ = _name


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
