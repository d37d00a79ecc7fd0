"""The functions that students receive as arguments: costs, their derivatives, and functions of the assignment's files.

    {"function": "quadratic", "parameters": {...}}        a cost of the lecture, or one with a "formula"
    {"gradient_of": "coupled", ...}                       its gradient, or with `hessian_of` its Hessian, compiled
    {"function": "functions.py:halving", ...}             a function of a file, with these keyword arguments

All are hashable, and within a process one function is one object.

A cost answers as it does in the handout's notebook. Arrays and tracers of JAX are answered by JAX, compiled and in the
precision of its switch; numbers of Python and NumPy by NumPy, in their own precision. Differences of a cost and complex
steps along it need float64, and programs that hold nothing of JAX have no line that switches it on.
"""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy

from grader.model.arguments.costs import make_cost
from grader.model.arguments.typed_arguments import OF_FILE, Maker, name_of_function, to_python
from grader.model.encoding.values import Numbers, encode
from grader.sandbox.child.conversion import np
from grader.sandbox.child.gradients import Gradients

Function = Callable[..., Any]
NAMES = {"gradient_of": "gradient", "hessian_of": "Hessian"}


def no_functions(reference: str) -> Function:
    """The function of an assignment's file, where no file was executed. Raises KeyError."""
    raise KeyError(f"there is no {reference} here")


class Functions:
    """Makes each function once.

    Costs that differ only in the values of their parameters are one family. It is compiled once, with the values as
    arguments. Integers are constants of the family, since XLA compiles a constant exponent differently.
    `lookup` finds what a reference to an assignment's file names; it may be exchanged at any time.
    """

    def __init__(self, jax: Any) -> None:
        self.lookup: Callable[[str], Function] = no_functions
        self._jax, self._functions = jax, dict[str, Function]()
        self._families, self._slopes = dict[str, Function](), dict[tuple[str, int], Function]()
        self._gradients, self._asarray, self._jit = Gradients(jax), numpy.asarray, jax.jit
        self._derive = {"gradient_of": jax.grad, "hessian_of": jax.hessian}

    def install(self) -> None:
        """Answer `jax.grad` of the costs ourselves. Call it before any student code runs."""
        self._gradients.install()

    def of(self, spec: Mapping[str, Any], make: Maker | None = None) -> Function:
        """The function that an argument names; `make` makes the parameters of a file's function.

        Raises KeyError, TypeError or UserError.
        """
        kind, name = name_of_function(spec)
        key = json.dumps(spec, sort_keys=True, default=lambda array: encode(Numbers(array)))
        if make is None or OF_FILE not in name:
            if key not in self._functions:
                self._functions[key] = self._of_cost(kind, name, spec)
            return self._functions[key]
        function = self.lookup(name)
        if (key := f"{id(function)} {key}") not in self._functions:  # what is made of it keeps the function alive
            parameters = {word: to_python(value, make) for word, value in spec["parameters"].items()}
            self._functions[key] = self._of_file(kind, name, _with_parameters(function, parameters))
        return self._functions[key]

    def _of_cost(self, kind: str, name: str, spec: Mapping[str, Any]) -> Function:
        family, values = self._family(name, spec.get("parameters") or {}, spec.get("formula", ""))
        if kind == "function":
            fixed = {n: v for n, v in (spec.get("parameters") or {}).items() if n not in values}
            of_jax, of_numpy = (
                make_cost(name, namespace, {**fixed, **values}, spec.get("formula", ""))
                for namespace in (self._jax.numpy, np)
            )
            cost = _with_numpy(of_numpy, _of_one_point(name, family, values, of_jax))
            self._gradients.of(cost, family, values)
            return cost
        if (kind, id(family)) not in self._slopes:
            derivative = self._derive[kind](family, argnums=1)
            self._slopes[kind, id(family)] = self._jit(lambda values, w: derivative(values, 1.0 * w))
        return _of_one_point(name, self._slopes[kind, id(family)], values)

    def _family(self, name: str, parameters: Mapping[str, Any], formula: str) -> tuple[Function, dict[str, Any]]:
        """The compiled `family(values, w)` of a cost, and this cost's values."""
        fixed = {n: v for n, v in parameters.items() if isinstance(v, int)}
        values = {n: self._asarray(v) if isinstance(v, list) else v for n, v in parameters.items() if n not in fixed}
        key = json.dumps([name, sorted(values), fixed, formula], sort_keys=True)
        if key not in self._families:

            def family(values: Mapping[str, Any], w: Any) -> Any:
                return make_cost(name, self._jax.numpy, {**fixed, **values}, formula)(w)

            family.__name__ = name
            self._families[key] = self._jit(family)
        return self._families[key], values

    def _of_file(self, kind: str, reference: str, function: Function) -> Function:
        return function if kind == "function" else self._derivative(kind, reference, function)

    def _derivative(self, kind: str, reference: str, function: Function) -> Function:
        """The derivative by JAX: compiled, or step by step where the function decides by the values of its point."""
        file, _, name = reference.partition(OF_FILE)
        derive, errors = self._derive[kind](function), self._jax.errors
        traced = errors.ConcretizationTypeError, errors.TracerArrayConversionError, errors.TracerIntegerConversionError
        compiled = self._jit(lambda w: derive(1.0 * w))

        def derivative(w: Any) -> Any:
            """The derivative at w."""
            try:
                with contextlib.suppress(errors.ConcretizationTypeError):
                    return compiled(w)
                return derive(1.0 * w)
            except traced as error:
                raise TypeError(
                    f"JAX cannot take the {NAMES[kind]} of {name!r} in {file} ({type(error).__name__}). Let {name} "
                    "compute with plain arithmetic and `jax.numpy`, for which `import jax.numpy as np` is enough"
                ) from error

        derivative.__name__ = derivative.__qualname__ = name
        return derivative


def _with_parameters(function: Function, parameters: Mapping[str, Any]) -> Function:
    """The function with these keyword arguments, hashable whatever they are."""
    if not parameters:
        return function

    @functools.wraps(function)
    def fixed(*values: Any, **named: Any) -> Any:
        return function(*values, **parameters, **named)

    return fixed


def _of_one_point(name: str, function: Function, values: Any, plain: Function | None = None) -> Function:
    """`function(values, w)` as a function of w.

    What JAX cannot take goes to the `plain` function, as in a student's own notebook: boxes of autograd, symbols,
    fractions, and numbers of a student's class that carries derivatives.
    """

    def cost(w: Any) -> Any:
        """The value at w."""
        try:
            return function(values, w)
        except TypeError as error:
            if plain is not None:
                with contextlib.suppress(Exception):
                    return plain(w)
            raise error from None

    cost.__name__ = cost.__qualname__ = name
    return cost


def _with_numpy(of_numpy: Function, of_others: Function) -> Function:
    """A cost that computes with NumPy at numbers of Python and NumPy, and as `of_others` at everything else."""

    @functools.wraps(of_others)
    def cost(w: Any) -> Any:
        """The value at w."""
        if (point := _as_numpy(w)) is None:
            return of_others(w)
        with np.errstate(all="ignore"):  # as JAX: what grows beyond all bounds is no error
            return of_numpy(point)

    return cost


def _as_numpy(w: Any) -> Any:
    """The point in numbers of NumPy, and whole numbers as they are; None if it holds anything else.

    A bare float becomes float64: it is a float still, has what arrays have, and overflows without an exception.
    """
    kind = type(w)
    if kind is int:
        return w
    if kind is float or kind is complex:
        return np.asarray(w)[()]
    if issubclass(kind, (np.ndarray, np.generic)):
        return np.asarray(w) if w.dtype.kind in "iufc" else None
    if kind is list or kind is tuple:
        entries = [_as_numpy(entry) for entry in w]
        return None if any(entry is None for entry in entries) else entries
    return None
