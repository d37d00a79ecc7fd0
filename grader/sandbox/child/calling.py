"""How a student's function is called: the homework's common rules about arguments, names and second attempts.

By keyword where the signature has the homework's names; by position otherwise, or where the keywords do not bind.
If NumPy arrays make it raise, once more with JAX arrays: `w.at[i].set(...)` is an honest habit. Every attempt gets
fresh copies of its arguments.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any

import numpy

from grader.model.checks import arguments_of_run
from grader.model.costs import make_cost
from grader.model.typed_arguments import holds_array, is_typed, to_python
from grader.model.values import Items, Value
from grader.sandbox.child.conversion import to_value
from grader.sandbox.child.gradients import Gradients

CELL = "cell "  # how the file names of a notebook's code begin
START = "w"  # a NumPy scalar even at one coordinate: it has `copy` and `shape`, which a float lacks
WITH_JAX_ARRAYS = "raised on NumPy arrays; called again with JAX arrays"
BY_POSITION = "called by position"
MOST_BYTES = 8 << 20  # of the results of several calls, unless less is said


class CostFunctions:
    """The costs that students get: compiled, hashable, and one object for one cost.

    Costs that differ only in the values of their parameters are one family. It is compiled once, with the values as
    arguments. Integers are constants of the family, since XLA compiles a constant exponent differently.
    """

    def __init__(self, jax: Any) -> None:
        self._jax, self._functions = jax, dict[str, Any]()
        self._families, self._slopes = dict[str, Any](), dict[int, Any]()
        self._gradients = Gradients(jax)
        self._plain_grad, self._asarray = jax.grad, numpy.asarray

    def install(self) -> None:
        """Answer `jax.grad` of these costs ourselves. Call it before any student code runs."""
        self._gradients.install()

    def of(self, spec: Mapping[str, Any]) -> Any:
        """The cost or gradient that an argument names, a function of w. Raises KeyError, TypeError or BadFormula."""
        kind = "cost" if "cost" in spec else "gradient_of"
        name, parameters, formula = spec[kind], spec.get("parameters") or {}, spec.get("formula", "")
        key = json.dumps([kind, name, parameters, formula], sort_keys=True)
        if key not in self._functions:
            family, values = self._family(name, parameters, formula)
            if kind == "cost":
                self._functions[key] = _of_one_point(name, family, values)
                self._gradients.of(self._functions[key], family, values)
            else:
                slope = self._slopes.setdefault(id(family), self._jax.jit(self._plain_grad(family, argnums=1)))
                self._functions[key] = _of_one_point(name, slope, values)
        return self._functions[key]

    def _family(self, name: str, parameters: Mapping[str, Any], formula: str) -> tuple[Any, dict[str, Any]]:
        """The compiled `family(values, w)` of a cost, and this cost's values."""
        fixed = {n: v for n, v in parameters.items() if isinstance(v, int)}
        values = {n: self._asarray(v) if isinstance(v, list) else v for n, v in parameters.items() if n not in fixed}
        key = json.dumps([name, sorted(values), fixed, formula], sort_keys=True)
        if key not in self._families:

            def family(values: Mapping[str, Any], w: Any) -> Any:
                return make_cost(name, self._jax.numpy, {**fixed, **values}, formula)(w)

            family.__name__ = name
            self._families[key] = self._jax.jit(family)
        return self._families[key], values


def _of_one_point(name: str, function: Callable[..., Any], values: Any) -> Callable[[Any], Any]:
    """`function(values, w)` as a function of w."""

    def cost(w: Any) -> Any:
        return function(values, w)

    cost.__name__ = cost.__qualname__ = name
    return cost


class Caller:
    """Calls functions by the rules above, with JAX and NumPy as they were before any student code ran."""

    def __init__(self, jax: Any) -> None:
        self._costs = CostFunctions(jax)
        self._costs.install()
        self._array, self._float64, self._jax_array = numpy.array, numpy.float64, jax.numpy.asarray
        self._signature = inspect.signature

    def call_runs(
        self, function: Any, arguments: Mapping[str, Any], runs: int, most_bytes: int = MOST_BYTES
    ) -> tuple[Value, tuple[str, ...]]:
        """The results of several calls, each with other seeds, and notes on how the last was called."""
        results, notes = [], tuple[str, ...]()
        for run in range(runs):  # each is described at once: the next call may change it
            returned, notes = self.call(function, arguments_of_run(arguments, run))
            results.append(to_value(returned, most_bytes // runs))
        return Items(tuple(results)), notes

    def call(self, function: Any, arguments: Mapping[str, Any]) -> tuple[Any, tuple[str, ...]]:
        """What the function returns, and notes on how it was called. Raises what its first attempt raised."""
        first: BaseException | None = None
        for with_jax in (False, True) if any(map(holds_array, arguments.values())) else (False,):
            try:
                returned, notes = self._by_name_or_position(function, arguments, with_jax)
            except Exception as error:  # not SystemExit or KeyboardInterrupt
                if first is None or (type(first) is AttributeError and getattr(first, "name", None) == "at"):
                    first = error  # `w.at[i].set(...)` on a NumPy array: the second attempt's error says more
            else:
                return returned, (*notes, WITH_JAX_ARRAYS) if with_jax else notes
        assert first is not None
        raise first

    def _by_name_or_position(
        self, function: Any, arguments: Mapping[str, Any], with_jax: bool
    ) -> tuple[Any, tuple[str, ...]]:
        first: TypeError | None = None
        if self._by_keyword(function, arguments):
            try:
                return function(**self._fresh(arguments, with_jax)), ()
            except TypeError as error:
                if any(frames_in_cells(error.__traceback__)) and not hasattr(function, "__wrapped__"):
                    raise  # a line of the notebook ran, and not in a wrapper with another signature
                first = error
        try:
            return function(*self._fresh(arguments, with_jax).values()), () if len(arguments) < 2 else (BY_POSITION,)
        except TypeError:
            if first is not None:
                raise first from None
            raise

    def _by_keyword(self, function: Any, arguments: Mapping[str, Any]) -> bool:
        """Whether to call by keyword: more than one argument, each by name in the signature, or no other way binds."""
        if len(arguments) < 2:
            return False
        try:
            signature = self._signature(function)
        except (TypeError, ValueError):
            return False
        by_name = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
        parameters = signature.parameters
        if all(name in parameters and parameters[name].kind in by_name for name in arguments):
            return True
        return _binds(signature, **arguments) and not _binds(signature, *arguments)

    def _fresh(self, arguments: Mapping[str, Any], with_jax: bool) -> dict[str, Any]:
        return {name: self._argument(name, value, with_jax) for name, value in arguments.items()}

    def _argument(self, name: str, value: Any, with_jax: bool) -> Any:
        if name == START and type(value) is float:
            return self._float64(value)
        if isinstance(value, list) or is_typed(value):
            return to_python(value, lambda data, dtype: self._new_array(data, dtype, with_jax))
        if isinstance(value, dict) and ("cost" in value or "gradient_of" in value):
            return self._costs.of(value)
        return value

    def _new_array(self, data: Any, dtype: str, with_jax: bool) -> Any:
        array = self._array(data, dtype)
        return self._jax_array(array) if with_jax else array


def _binds(signature: inspect.Signature, *values: Any, **named: Any) -> bool:
    try:
        signature.bind(*values, **named)
    except TypeError:
        return False
    return True


def frames_in_cells(trace: TracebackType | None) -> Iterator[tuple[int, int]]:
    """(cell, line) of each traceback entry that lies in the notebook, outermost first."""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(CELL) and name[len(CELL) :].isdecimal():
            yield int(name[len(CELL) :]), trace.tb_lineno
        trace = trace.tb_next
