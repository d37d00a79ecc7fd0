"""What the compilation cache holds: JAX's elementary operations, and the handed-out costs with their derivatives.

    python -c '... main(float64, parent)' < {"folder": "/...", "arguments": [{"w": [1.0, 2.0]}, ...]}

Everything is run once, eagerly, at points of the sizes that the visible cases hand over, so that JAX compiles it into
the folder. It is ordinary code of this file, run in a process of ours: no student's code, no solution, and nothing that
follows from one. What raises here is left out: it costs a submission a few milliseconds, and no answer depends on it.
"""

from __future__ import annotations

import contextlib
import json
import operator
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from typing import Any

import jax
import jax.numpy as jnp
import numpy

from grader.calling import Costs
from grader.confine import PR_SET_PDEATHSIG, SIGKILL, NotHeld, prctl

Operation = Callable[[], Any]
Shape = tuple[int, ...]

ARITHMETIC: tuple[Callable[..., Any], ...] = (operator.add, operator.sub, operator.mul, operator.truediv)
COMPARISONS: tuple[Callable[..., Any], ...] = (operator.gt, operator.lt, operator.eq)
SMOOTH: tuple[Callable[..., Any], ...] = (
    jnp.sin, jnp.tanh, lambda w: w**2, lambda w: w**4, lambda w: 2**w, lambda w: w * w,
)  # fmt: skip
OF_ONE: tuple[Callable[..., Any], ...] = (
    jnp.square, lambda w: w**2, jnp.negative, jnp.abs, jnp.sign, jnp.sqrt, jnp.zeros_like, jnp.array, jnp.sum,
    lambda w: w > 0, lambda w: jnp.all(w < 1), lambda w: jnp.where(w < 1, w, 0 * w), lambda w: jnp.zeros(w.shape),
    lambda w: w.astype(jnp.float32),
)  # fmt: skip
OF_VECTOR: tuple[Callable[..., Any], ...] = (
    list, lambda w: w[0], lambda w: w[jnp.arange(1)[0]], lambda w: w.at[0].set(1.0), lambda w: w.at[0].set(w[0]),
    lambda w: w.at[0].add(w[0]), lambda w: w.reshape(-1, 1), lambda w: w[None], lambda w: jnp.stack(list(w)),
    lambda w: w @ w, lambda w: jnp.dot(w, w), jax.grad(lambda w: w[0] * w[1]),
)  # fmt: skip
OF_MATRIX: tuple[Callable[..., Any], ...] = (
    list, lambda C: C[0], lambda C: C[0, 0], lambda C: C.T, jnp.diag, jnp.linalg.eigvalsh, lambda C: C @ C[0],
    lambda C: C[0] @ C, lambda C: jnp.all(C > 0),
)  # fmt: skip
FEW = range(1, 7)  # so many stationary points, say
QUADRATICS = (2, 3, 4)  # coordinates
OF_COST: tuple[Callable[..., Any], ...] = (
    lambda g: g, lambda g: jax.grad(g), lambda g: jax.value_and_grad(g), lambda g: jax.hessian(g),
)  # fmt: skip


def main(float64: int, parent: int) -> None:
    """Compile what standard input asks for, in 64 bits or in 32, as long as the process that asked lives."""
    _end_with(parent)
    order = json.load(sys.stdin)
    for name, value in settings(order["folder"], bool(float64)).items():
        jax.config.update(name, value)
    for operation in operations(order["arguments"]):
        with contextlib.suppress(Exception):
            operation()


def _end_with(parent: int) -> None:
    with contextlib.suppress(NotHeld):
        prctl(PR_SET_PDEATHSIG, SIGKILL)
    if os.getppid() != parent:  # it died before we asked to be told
        os._exit(1)


def settings(folder: str, float64: bool) -> dict[str, Any]:
    """JAX's options under which all that is compiled is written to the folder."""
    return {
        "jax_enable_x64": float64,
        "jax_compilation_cache_dir": folder,
        "jax_persistent_cache_min_compile_time_secs": 0.0,
        "jax_persistent_cache_min_entry_size_bytes": -1,
        "jax_persistent_cache_enable_xla_caches": "none",
    }


def operations(cases: Iterable[Mapping[str, Any]]) -> Iterator[Operation]:
    """All of them for cases with these arguments; none has been run."""
    cases = list(cases)
    arrays = [jnp.ones(shape) for shape in sorted(_shapes(cases))]
    yield from of_costs(cases)
    yield from of_points([array for array in arrays if array.ndim < 2])
    for matrix in (array for array in arrays if array.ndim == 2 and array.shape[0] == array.shape[1]):
        yield from (partial(operation, matrix + jnp.eye(len(matrix))) for operation in OF_MATRIX)
    for count in FEW:
        yield partial(_masked, count)
    yield from of_histories(cases)


def of_points(points: Sequence[Any]) -> Iterator[Operation]:
    """Arithmetic of numbers and vectors, alone and by twos, and its derivatives; a Python number is one of them."""
    pairs = [(point, point) for point in points] + [pair for point in points for pair in ((1.5, point), (point, 1.5))]
    for one, other in pairs:
        yield from (partial(operation, one, other) for operation in ARITHMETIC)
        yield from (partial(operation, one, other) for operation in COMPARISONS)
    for point in points:
        yield from (partial(operation, point) for operation in OF_ONE)
        if point.ndim:
            yield from (partial(operation, point) for operation in OF_VECTOR)
        else:
            yield from (partial(make(operation), point) for operation in SMOOTH for make in (_itself, jax.grad))


def _itself(operation: Callable[..., Any]) -> Callable[..., Any]:
    return operation


def _masked(count: int) -> Any:
    values = jnp.ones(count)
    return values[values > 0]


def of_histories(cases: Iterable[Mapping[str, Any]]) -> Iterator[Operation]:
    """Points put together, as many as a case's histories have."""
    histories = {
        (case["max_its"] + 1, shape)
        for case in cases
        if "max_its" in case and "w" in case
        for shape in ((), _shape(case["w"]))
    }
    for length, shape in sorted(histories):
        yield partial(_stacked, length, shape)


def _stacked(length: int, shape: Shape) -> Any:
    return jnp.stack([jnp.ones(shape)] * length)


def of_costs(cases: Iterable[Mapping[str, Any]]) -> Iterator[Operation]:
    """The costs that the cases hand over, with their derivatives, at points of their size."""
    costs = Costs(jax)
    costs.install()
    pairs = {(_cost(costs, spec), _size(_cost(costs, spec), case)) for case in cases for spec in _specs(case)}
    if any(cost.__name__ == "quadratic" for cost, _ in pairs):
        pairs |= {(costs.cost("quadratic", _quadratic(size)), (size,)) for size in QUADRATICS}
    for (cost, shape), make in product(pairs, OF_COST):
        yield partial(_at, make, cost, numpy.ones(shape) if shape else 1.0)
    for spec in (spec for case in cases for spec in _specs(case) if "gradient_of" in spec):
        gradient = costs.gradient(spec["gradient_of"], spec.get("parameters"), spec.get("formula", ""))
        yield from (partial(gradient, numpy.ones(shape) if shape else 1.0) for cost, shape in pairs)


def _quadratic(size: int) -> dict[str, Any]:
    return {"a": 1.0, "b": [1.0] * size, "C": [[1.0] * size] * size}


def _at(make: Callable[..., Any], cost: Any, point: Any) -> Any:
    return make(cost)(point)


def _specs(arguments: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The arguments that name a cost."""
    for value in arguments.values():
        if isinstance(value, dict) and ("cost" in value or "gradient_of" in value):
            yield value


def _cost(costs: Costs, spec: Mapping[str, Any]) -> Any:
    name = spec["cost"] if "cost" in spec else spec["gradient_of"]
    return costs.cost(name, spec.get("parameters"), spec.get("formula", ""))


def _size(cost: Any, arguments: Mapping[str, Any]) -> Shape:
    """The shape of the longest point, among the arguments or their rows, at which the cost is a number."""
    arrays = [_shape(value) for value in arguments.values() if isinstance(value, list)]
    points = {(), *(shape[-1:] for shape in arrays), *(shape[1:] for shape in arrays)}
    for shape in sorted(points, reverse=True):
        with contextlib.suppress(Exception):
            if jax.eval_shape(cost, jnp.ones(shape)).shape == ():
                return shape
    return ()


def _shapes(cases: Iterable[Mapping[str, Any]]) -> set[Shape]:
    """Of every number and every array of numbers among the arguments; a number is always among them."""
    return {(), *(_shape(value) for case in cases for value in _numbers(case))}


def _numbers(arguments: Mapping[str, Any]) -> Iterator[Any]:
    for value in arguments.values():
        if isinstance(value, dict):
            yield from _numbers(value.get("parameters") or {})
        elif isinstance(value, (list, float)):
            yield value


def _shape(value: Any) -> Shape:
    return numpy.shape(value)
