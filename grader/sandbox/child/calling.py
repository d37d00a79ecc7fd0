"""How a student's function is called: the homework's common rules about arguments, names and second chances.

Every attempt gets fresh copies of its arguments. In turn: by keyword where the signature shows the homework's names,
else, or where those do not bind after all, by position; and once more with JAX arrays if NumPy arrays made it raise
(`w.at[i].set(...)` is an honest habit).
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any

import numpy

from grader.model.costs import make_cost
from grader.sandbox.child.gradients import Gradients

CELL = "cell "  # how the file names of a notebook's code begin
START = "w"  # handed over with `copy`, `shape` and the like at one coordinate too, which a float lacks
WITH_JAX_ARRAYS = "raised on NumPy arrays; called again with JAX arrays"
BY_POSITION = "called by position"


class CostFunctions:
    """The costs handed to the student: compiled, hashable, and the same object whenever the same one is asked for.

    Costs that differ in the values of their parameters alone are of one family, which is compiled once: the values are
    handed to it. Whole numbers are not, since an exponent is compiled differently when it is known.
    """

    def __init__(self, jax: Any) -> None:
        self._jax, self._known = jax, dict[str, Any]()
        self._families, self._slopes = dict[str, Any](), dict[int, Any]()
        self._gradients = Gradients(jax)
        self._plain_grad, self._asarray = jax.grad, numpy.asarray

    def install(self) -> None:
        """Answer `jax.grad` of what is handed out; before any student's code runs."""
        self._gradients.install()

    def cost(self, name: str, parameters: Mapping[str, Any] | None, formula: str = "") -> Any:
        """The cost of that name with these parameters, a function of w. Raises KeyError, TypeError or BadFormula."""
        key = json.dumps([name, parameters or {}, formula], sort_keys=True)
        if key not in self._known:
            family, values = self._family(name, parameters or {}, formula)
            self._known[key] = _of_one_point(name, family, values)
            self._gradients.of(self._known[key], family, values)
        return self._known[key]

    def gradient(self, name: str, parameters: Mapping[str, Any] | None, formula: str = "") -> Any:
        """The compiled gradient of that cost, a function of w. Raises what `cost` raises."""
        key = json.dumps(["gradient", name, parameters or {}, formula], sort_keys=True)
        if key not in self._known:
            family, values = self._family(name, parameters or {}, formula)
            slope = self._slopes.setdefault(id(family), self._jax.jit(self._plain_grad(family, argnums=1)))
            self._known[key] = _of_one_point(name, slope, values)
        return self._known[key]

    def _family(self, name: str, parameters: Mapping[str, Any], formula: str) -> tuple[Any, dict[str, Any]]:
        """The compiled `family(values, w)` of a cost, and the values of its own."""
        fixed = {n: v for n, v in parameters.items() if isinstance(v, int)}
        values = {n: self._asarray(v) if isinstance(v, list) else v for n, v in parameters.items() if n not in fixed}
        key = json.dumps([name, sorted(values), fixed, formula], sort_keys=True)
        if key not in self._families:

            def family(values, w):
                return make_cost(name, self._jax.numpy, {**fixed, **values}, formula)(w)

            family.__name__ = name
            self._families[key] = self._jax.jit(family)
        return self._families[key], values


def _of_one_point(name: str, function: Callable, values: Any) -> Callable:
    def cost(w):
        return function(values, w)

    cost.__name__ = cost.__qualname__ = name
    return cost


class Caller:
    """Calls functions by the rules above; what it needs of JAX and NumPy it keeps from before the student's code."""

    def __init__(self, jax: Any) -> None:
        self._costs = CostFunctions(jax)
        self._costs.install()
        self._array, self._float64, self._jax_array = numpy.array, numpy.float64, jax.numpy.asarray
        self._signature = inspect.signature

    def call(self, function: Any, arguments: Mapping[str, Any]) -> tuple[Any, tuple[str, ...]]:
        """What the function returns, and notes on how it was called. Raises what the function raises first."""
        first: BaseException | None = None
        for with_jax in (False, True) if any(isinstance(a, list) for a in arguments.values()) else (False,):
            try:
                returned, notes = self._by_name_or_position(function, arguments, with_jax)
                return returned, (*notes, WITH_JAX_ARRAYS) if with_jax else notes
            except Exception as error:  # SystemExit, KeyboardInterrupt and their like get no second chance
                if first is None or is_about_at(first):
                    first = error
        assert first is not None
        raise first

    def _by_name_or_position(
        self, function: Any, arguments: Mapping[str, Any], with_jax: bool
    ) -> tuple[Any, tuple[str, ...]]:
        first: TypeError | None = None
        if self._shows(function, arguments):
            try:
                return function(**dict(self._fresh(arguments, with_jax))), ()
            except TypeError as error:
                if not _did_not_bind(function, error):
                    raise
                first = error
        try:
            values = [value for _, value in self._fresh(arguments, with_jax)]
            return function(*values), () if len(arguments) < 2 else (BY_POSITION,)
        except TypeError:
            if first is not None:
                raise first from None
            raise

    def _shows(self, function: Any, arguments: Mapping[str, Any]) -> bool:
        """Whether to call by keyword: more than one argument, each by name in the signature, or no other way binds."""
        if len(arguments) < 2:
            return False
        try:
            signature = self._signature(function)
        except (TypeError, ValueError):
            return False
        by_name = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
        shown = signature.parameters
        if all(name in shown and shown[name].kind in by_name for name in arguments):
            return True
        return _binds(signature, **arguments) and not _binds(signature, *arguments)

    def _fresh(self, arguments: Mapping[str, Any], with_jax: bool) -> Iterator[tuple[str, Any]]:
        for name, value in arguments.items():
            yield name, self._argument(name, value, with_jax)

    def _argument(self, name: str, value: Any, with_jax: bool) -> Any:
        if name == START and type(value) is float:
            return self._float64(value)
        if isinstance(value, list):
            array = self._array(value, self._float64)
            return self._jax_array(array) if with_jax else array
        if isinstance(value, dict) and "cost" in value:
            return self._costs.cost(value["cost"], value.get("parameters"), value.get("formula", ""))
        if isinstance(value, dict) and "gradient_of" in value:
            return self._costs.gradient(value["gradient_of"], value.get("parameters"), value.get("formula", ""))
        return value


def _binds(signature: inspect.Signature, *values: Any, **named: Any) -> bool:
    try:
        signature.bind(*values, **named)
    except TypeError:
        return False
    return True


def is_about_at(error: BaseException) -> bool:
    """`w.at[i].set(...)` on a NumPy array: it says less than the error of the second attempt."""
    return type(error) is AttributeError and getattr(error, "name", None) == "at"


def _did_not_bind(function: Callable, error: TypeError) -> bool:
    """Whether the call failed before any line of the notebook ran, or in a wrapper that shows another's signature."""
    return not any(frames_in_cells(error.__traceback__)) or hasattr(function, "__wrapped__")


def frames_in_cells(trace: TracebackType | None) -> Iterator[tuple[int, int]]:
    """(cell, line) of each traceback entry that lies in the notebook, outermost first."""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(CELL) and name[len(CELL) :].isdecimal():
            yield int(name[len(CELL) :]), trace.tb_lineno
        trace = trace.tb_next
