"""What the arguments of a case may be: their names, their numbers, and the points of a cost.

Every check raises ValueError with a sentence that says what to write instead.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from keyword import iskeyword
from typing import Any

import numpy as np

from grader.authoring.case_arguments.typed import TableArgument
from grader.model.arguments.costs import Cost, count_coordinates

MAX_ITS = "max_its"  # the one argument that reaches students as an int
POINTS = ("w", "v")  # arguments that are one point of the cost's space; `starts` is a list of such points
BY_DRIVER = " A method is called by a driver: signature = 'class Model', driver = 'drivers.py:run'."
CONSTANTS = ("None", "True", "False")
COST_PARAMETERS = ("g", "gradient")  # parameters that receive the case's cost, or its gradient


def parse_signature(signature: str) -> ast.arguments:
    """The parameters of a signature such as `adam(g, alpha, w, eps=1e-8)`. Raises ValueError."""
    try:
        (function,) = ast.parse(f"def {signature}: ...").body
        compile(f"def {signature}: ...", "signature", "exec")  # refuses two parameters of one name
        assert isinstance(function, ast.FunctionDef)
    except (SyntaxError, ValueError, AssertionError):
        advice = BY_DRIVER if re.match(r"\s*\w+\.\w", signature) else ""
        if re.match(r"\s*def\s", signature):
            advice = " `def` and the colon at the end are left out."
        elif words := [word for word in re.findall(r"\w+", signature) if iskeyword(word) and word not in CONSTANTS]:
            advice = f" {words[0]!r} is a word of Python's own, and no name: {words[0]}_ is one."
        raise ValueError(
            f"the signature {signature!r} is not Python: write it as `name(first, second=1.0)`.{advice}"
        ) from None
    if function.args.args[:1] and function.args.args[0].arg == "self":
        raise ValueError(f"the signature {signature!r} is that of a method.{BY_DRIVER}")
    if function.args.vararg or function.args.kwarg:
        raise ValueError(
            f"the signature {signature!r} leaves open what is passed: name each argument, without * and **"
        )
    return function.args


def parameter_names(signature: str) -> tuple[str, ...]:
    """The names of all parameters, in order."""
    return names_of(parse_signature(signature))


def names_of(parameters: ast.arguments) -> tuple[str, ...]:
    """The names of all parameters but `*args` and `**kwargs`, in order."""
    return tuple(p.arg for p in (*parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs))


def required_names(signature: str) -> tuple[str, ...]:
    """The names of the parameters that have no default, in order."""
    parameters = parse_signature(signature)
    positional = [*parameters.posonlyargs, *parameters.args]
    named = [p for p, default in zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True) if default is None]
    return tuple(p.arg for p in (*positional[: len(positional) - len(parameters.defaults)], *named))


def to_float(value: Any, name: str) -> Any:
    """The value with each integer as a float, in lists too; `max_its` stays an integer."""
    if isinstance(value, list):
        return [to_float(v, name) for v in value]
    if type(value) is not int or name == MAX_ITS:
        return value
    return float(value) if abs(value) < sys.float_info.max else float("inf")


def check_value(name: str, value: Any) -> None:
    """Require a number of steps for `max_its`; for others a text, a boolean, or finite numbers in equal rows."""
    if isinstance(value, TableArgument):
        raise ValueError(  # noqa: TRY004  every fault of a value is one
            f"{name} is {value.text}, with which no method of reference/ can be called. Write "
            "method = 'solution' in the question, and the master's solution gives the right answers."
        )
    if name == MAX_ITS and (type(value) is not int or value < 1):
        raise ValueError(f"{MAX_ITS} is {value!r}; it is a whole number of steps, at least 1")
    if not isinstance(value, (str, bool)):
        _check_numbers(value, f"{name} is {str(value)[:60]}")


def _check_numbers(value: Any, what: str) -> None:
    try:
        numbers = np.asarray(value, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(
            f"{what}; an argument is a number, a word, true or false, or a list of numbers with rows of one length"
        ) from None
    if not np.all(np.isfinite(numbers)):
        raise ValueError(f"{what}; every number must be finite")


def check_points(cost_name: str, cost: Cost, arguments: Mapping[str, Any]) -> None:
    """Require that the cost is one number at each point among the arguments."""
    for argument, point in _points(arguments):
        if fault := _point_fault(cost_name, cost, argument, point):
            raise ValueError(fault)


def _points(arguments: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((name, arguments[name]) for name in POINTS if name in arguments)
    starts = arguments.get("starts")
    yield from ((f"starts[{i}]", start) for i, start in enumerate(starts if isinstance(starts, list) else ()))


def _point_fault(cost_name: str, cost: Cost, argument: str, point: Any) -> str:
    """Why the cost cannot be computed at the point, in words; an empty string where it can."""
    expected, size = count_coordinates(cost), len(point) if isinstance(point, list) else None
    if expected and expected != size:
        has = f"{argument} has {size}" if size else f"{argument} is {point!r}"
        reads = f"the cost {cost_name!r} reads {expected} coordinates"
        return f"{reads}, and {has}. Give {argument} a list of {expected} numbers."
    try:
        with np.errstate(all="ignore"):
            value = cost(np.asarray(point, dtype=float)[()])
    except (TypeError, ValueError, IndexError) as error:
        return f"the cost {cost_name!r} cannot be computed at {argument} = {point!r} ({error})."
    if np.shape(value):
        place = f"{argument} = {point!r}"
        return f"the cost {cost_name!r} is not one number at {place}. Give {argument} the shape of the cost's points."
    return ""
