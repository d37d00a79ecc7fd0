"""`jax.grad(g)` of a cost of the homework, answered with a gradient that is compiled once.

An eager `jax.grad(g)(w)` in a student's loop is traced and dispatched at every step: 3 ms instead of 0.02 ms. Only
the homework's own cost objects are answered (compared by identity), only with JAX's default options, and only at one
point of floating-point numbers. Everything else goes to JAX untouched, which refuses integers in its own words.

The two passes of reverse mode are compiled separately, as JAX itself runs them. Fused into one, rounding differs by
some 30 units in the last place where terms cancel (quartic near its minimizer), and a student may compare. A barrier
between them in one program gives the same bits in JAX 0.12, but 2 units more in 0.10.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy

Function = Callable[..., Any]
DEFAULTS = {"argnums": 0, "has_aux": False, "holomorphic": False, "allow_int": False, "reduce_axes": ()}


class Gradients:
    """The compiled gradients of the homework's costs. `install` puts them in front of JAX's own functions."""

    def __init__(self, jax: Any) -> None:
        self._jax, self._jit, self._vjp, self._ones = jax, jax.jit, jax.vjp, jax.numpy.ones_like
        self._arrays = (numpy.ndarray, numpy.generic, jax.Array)
        self._costs: dict[int, Any] = {}  # by id; holding the cost keeps its id from being used again
        self._families: dict[int, tuple[Function, Any]] = {}
        self._answers: dict[tuple[str, int], Function] = {}
        self._passes: dict[int, Function] = {}
        self._backward = self._jit(lambda pull, seed: pull(seed)[0])

    def of(self, cost: Any, family: Function, values: Any) -> None:
        """Answer for this cost from now on. At w it is `family(values, w)`; a family is compiled once."""
        self._costs[id(cost)] = cost
        self._families[id(cost)] = family, values

    def install(self) -> None:
        """Replace `jax.grad` and `jax.value_and_grad`. Call it before any student code runs."""
        self._jax.grad = self._in_front_of(self._jax.grad, lambda value, slope: slope)
        self._jax.value_and_grad = self._in_front_of(self._jax.value_and_grad, lambda value, slope: (value, slope))

    def _in_front_of(self, original: Function, answer: Function) -> Function:
        @functools.wraps(original)
        def differentiate(fun: Any, *args: Any, **options: Any) -> Any:
            """As JAX's own, but compiled where it is about a known cost."""
            if self._costs.get(id(fun)) is not fun or not _default(args, options):
                return original(fun, *args, **options)
            key = (original.__name__, id(fun))
            if key not in self._answers:
                self._answers[key] = self._compiled(fun, original(fun), answer)
            return self._answers[key]

        return differentiate

    def _compiled(self, cost: Any, plain: Function, answer: Function) -> Function:
        @functools.wraps(plain)
        def gradient(*point: Any, **named: Any) -> Any:
            if len(point) == 1 and not named and self._is_floating(point[0]):
                return answer(*self._value_and_gradient(cost, point[0]))
            return plain(*point, **named)

        return gradient

    def _is_floating(self, point: Any) -> bool:
        is_array = isinstance(point, self._arrays)
        return type(point) is float or (is_array and point.dtype.kind == "f" and point.dtype.itemsize in (4, 8))

    def _value_and_gradient(self, cost: Any, point: Any) -> tuple[Any, Any]:
        family, values = self._families[id(cost)]
        if id(family) not in self._passes:
            self._passes[id(family)] = self._jit(functools.partial(self._forward, family))
        value, pull, seed = self._passes[id(family)](values, point)
        return value, self._backward(pull, seed)

    def _forward(self, family: Function, values: Any, point: Any) -> tuple[Any, Any, Any]:
        value, pull = self._vjp(functools.partial(family, values), point)
        return value, pull, self._ones(value)


def _default(args: tuple[Any, ...], options: dict[str, Any]) -> bool:
    named = dict(zip(DEFAULTS, args)) | options  # noqa: B905 - if there are too many, JAX refuses them
    if len(args) > len(DEFAULTS) or named.keys() - DEFAULTS.keys():
        return False
    return all(type(value) is type(DEFAULTS[name]) and value == DEFAULTS[name] for name, value in named.items())
