"""What a method of `reference/` or a known mistake gets of a case, and what it raised as a BadAssignment.

One cost function for each cost, because JAX keeps compiled code by the identity of a function.
"""

from __future__ import annotations

import contextlib
import json
import traceback
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

import reference
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.facts.case_spec import CaseSpec
from grader.authoring.facts.question_spec import QuestionSpec
from grader.base.errors import UserError
from grader.model.arguments import costs

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
    return _derivative(jax.grad, *_hashable(case)) if case.on else no_cost


def hessian(case: CaseSpec) -> Function:
    """The Hessian of the case's cost, compiled: NumPy in and out, float64."""
    return _derivative(jax.hessian, *_hashable(case))


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
def _derivative(derivative: Callable[[Function], Function], *cost: str) -> Function:
    compiled = jax.jit(derivative(_jax_cost(*cost)))
    return lambda w: np.asarray(compiled(np.asarray(w, dtype=float)))[()]


REFERENCE = Path(reference.__file__).parent
LIBRARIES = (  # folders without a line of the author of a method
    Path(__file__).parents[2],  # the grader
    Path(contextlib.__file__).parent,  # the standard library
    Path(jax.__file__).parent,
    Path(np.__file__).parent,
)
LONGEST = 200  # characters of a message


def refusal(question: QuestionSpec, reason: str) -> BadAssignment:
    """The error for a question that cannot be compiled."""
    return BadAssignment(f"assignment.toml: question {question.name!r}: {reason}")


@contextlib.contextmanager
def refusing(question: QuestionSpec, what: str, *cases: CaseSpec) -> Iterator[None]:
    """Turn whatever a method or a known mistake raises into a BadAssignment that names the question and `what`."""
    try:
        yield
    except BadAssignment:
        raise
    except UserError as reason:
        raise refusal(question, f"{what}: {reason}") from None
    except Exception as error:
        integers = ", ".join(sorted({name for case in cases for name in case.integers_as_floats}))
        note = f" Whole numbers arrive as floats, but for max_its: here {integers}." if integers else ""
        raise refusal(question, f"{what}: {describe(error)}.{note}") from error


def describe(error: Exception) -> str:
    """The exception, and the author's last line before it: `newton.py, line 3, "return x / 0" raised ...`."""
    text = str(error).strip().split("\n")[0][:LONGEST]
    raised = f"{type(error).__name__}: {text}" if text else type(error).__name__
    lines = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_authors(Path(frame.filename))]
    if not lines:
        return f"the method raised {raised}"
    path = Path(lines[-1].filename)
    name = path.relative_to(REFERENCE.parent) if path.is_relative_to(REFERENCE) else path.name
    return f"{name}, line {lines[-1].lineno}, `{lines[-1].line}` raised {raised}"


def _is_authors(path: Path) -> bool:
    return path.is_relative_to(REFERENCE) or not any(path.is_relative_to(library) for library in LIBRARIES)
