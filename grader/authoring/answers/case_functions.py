"""A case's arguments as arrays, and its cost with gradient and Hessian.

One function for each cost, because JAX keeps compiled code by the identity of a function.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np

from grader.base.errors import UserError
from grader.model import costs

if TYPE_CHECKING:
    from grader.authoring.assignment import CaseSpec

Function = Callable[[Any], Any]


class UnfitCase(UserError):
    """A case that does not fit its method; the message completes `case 1: ...`."""


def array_arguments(case: CaseSpec) -> dict[str, Any]:
    """The arguments as `reference` takes them: lists as float64 arrays."""
    return {n: np.array(v, dtype=float) if isinstance(v, list) else v for n, v in case.arguments.items()}


def jax_cost(case: CaseSpec) -> costs.Cost:
    """The case's cost in JAX."""
    return _jax_cost(*_hashable(case))


def gradient(case: CaseSpec) -> Function:
    """The gradient of the case's cost, compiled: NumPy in and out, float64; it raises UnfitCase without a cost."""
    return _gradient(*_hashable(case)) if case.on else no_cost


def hessian(case: CaseSpec) -> Function:
    """The Hessian of the case's cost, compiled: NumPy in and out, float64."""
    return _hessian(*_hashable(case))


def numpy_cost(case: CaseSpec) -> costs.Cost:
    """The case's cost in NumPy, or the quadratic that its arguments a, b and C describe."""
    if case.on:
        name, parameters, formula = case.cost
        return costs.make_cost(name, np, parameters, formula)
    arguments = array_arguments(case)
    parts: dict[str, Any] = {name: arguments[name] for name in ("a", "b", "C") if name in arguments}
    return costs.make_cost("quadratic", np, parts) if len(parts) == 3 else no_cost


def no_cost(w: Any) -> Any:
    """Raise UnfitCase: the case has no cost."""
    raise UnfitCase(
        "it needs a cost, and this question names none by `on`. Name another bank by `mistakes`, or leave this mistake "
        "out with `cannot_happen`."
    )


def _hashable(case: CaseSpec) -> tuple[str, str, str]:
    name, parameters, formula = case.cost
    return name, json.dumps(parameters, sort_keys=True), formula


@cache
def _jax_cost(name: str, parameters: str, formula: str) -> costs.Cost:
    return costs.make_cost(name, jnp, json.loads(parameters), formula)


@cache
def _gradient(*cost: str) -> Function:
    return _in_numpy(jax.jit(jax.grad(_jax_cost(*cost))))


@cache
def _hessian(*cost: str) -> Function:
    return _in_numpy(jax.jit(jax.hessian(_jax_cost(*cost))))


def _in_numpy(function: Function) -> Function:
    return lambda w: np.asarray(function(np.asarray(w, dtype=float)))[()]
