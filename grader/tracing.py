"""What nearly every submission has JAX trace, done once in the process that forks them: costs and arithmetic.

JAX keeps what it traced of a function by the types of its arguments, and a forked child finds it there. Tracing is all
that may be done ahead: it needs no backend, which a process that forks must not have. It follows from what is public.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import product
from typing import Any

import jax
import jax.numpy as jnp
import numpy

from grader.calling import Costs
from grader.costs import COSTS

NUMBERS = (1.0, numpy.float64(1))  # as students are handed it, and as it comes out of their first step
SIZES = (2, 3, 4)
AT_ONCE = range(7)  # so many stationary points, say
POINTS = (*NUMBERS, *(numpy.ones(size) for size in SIZES))
OF_TWO = (jnp.add, jnp.subtract, jnp.multiply, jnp.true_divide, jnp.power, jnp.maximum, jnp.greater, jnp.less)
OF_ONE: tuple[Callable[[Any], Any], ...] = (
    jnp.sqrt, jnp.abs, jnp.sign, jnp.square, jnp.negative, jnp.sum, jnp.array, jnp.ravel, jnp.isfinite,
    lambda w: w**2, lambda w: w**3, lambda w: 1 - w, lambda w: 1 + w, lambda w: 2 * w, lambda w: w / 2,
    jax.hessian(lambda w: jnp.sum(w**2)),
)  # fmt: skip
OF_ARRAYS: tuple[Callable[[Any], Any], ...] = (
    jnp.linalg.norm, lambda w: jnp.dot(w, w), lambda w: (w[0], w[1]), lambda w: w.at[0].set(1.0),
    lambda w: jnp.stack([w[0], w[1]]), lambda w: jnp.array([w[0], w[1]]),
)  # fmt: skip


def steps(costs: Costs) -> Iterator[None]:
    """Trace one thing after the other, so that whoever forks can look up between two of them."""
    for exact in (False, True):
        for trace in (*_of_costs(costs), *_of_arithmetic()):
            with _exactness(exact), contextlib.suppress(Exception):  # nothing depends on it
                trace()
            yield


def _of_costs(costs: Costs) -> Iterator[Callable[[], None]]:
    for name in [name for name in COSTS if name != "quadratic"]:
        yield partial(_as_it_takes, costs, name)
    for size in SIZES:
        told = {"a": 1.0, "b": [1.0] * size, "C": [[1.0] * size] * size}
        yield partial(costs.trace, "quadratic", told, numpy.ones(size))


def _as_it_takes(costs: Costs, name: str) -> None:
    """At numbers and at a few of them at once, or at points of two coordinates where the cost takes no number."""
    try:
        for number in NUMBERS:
            costs.trace(name, None, number)
        for count in AT_ONCE:
            jax.eval_shape(costs.cost(name, None), numpy.ones(count))
    except (TypeError, IndexError):
        costs.trace(name, None, numpy.ones(2))


def _of_arithmetic() -> Iterator[Callable[[], None]]:
    for one, other in product(POINTS, POINTS):
        if 1 in (numpy.size(one), numpy.size(other)) or one is other:
            yield partial(_each, OF_TWO, one, other)
    for point in POINTS:
        yield partial(_each, (*OF_ONE, *OF_ARRAYS) if numpy.ndim(point) else OF_ONE, point)


def _each(functions: Iterable[Callable[..., Any]], *points: Any) -> None:
    for function in functions:
        jax.eval_shape(function, *points)


@contextlib.contextmanager
def _exactness(float64: bool) -> Iterator[None]:
    before = jax.config.jax_enable_x64
    jax.config.update("jax_enable_x64", float64)
    try:
        yield
    finally:
        jax.config.update("jax_enable_x64", before)
