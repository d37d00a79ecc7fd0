"""What the compilation cache holds: JAX's elementary operations, and the handed-out costs with their derivatives.

    python -c '... main(float64, parent)' < {"folder": "/...", "arguments": [{"w": [1.0, 2.0]}, ...]}

Everything is run once, eagerly, so that JAX compiles it into the folder. The tables `NUMBERS` to `SETS` below hold the
elementary operations and the shapes of the arrays that they are run on: the same for every homework, and small. Only
two things follow from the visible cases: which costs are run, at points of their size, and how many points are stacked.
No student's code runs here, no solution, and nothing that follows from one or from a hidden case. An operation that
raises is left out: a submission then compiles it, in a few milliseconds, and no answer depends on it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import product
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy

from grader.model.arguments.typed_arguments import OF_FILE, is_function, leaves, name_of_function
from grader.sandbox.child.function_arguments import Functions
from grader.sandbox.isolation.confinement import PR_SET_PDEATHSIG, SIGKILL, NotHeld, prctl

Operation = Callable[[], Any]
OfArray = Callable[[Any], Any]
Shape = tuple[int, ...]


class Family(NamedTuple):
    """Shapes of arrays, and operations on an array of each shape."""

    shapes: tuple[Shape, ...]
    operations: tuple[OfArray, ...]
    differentiated: tuple[OfArray, ...] = ()  # scalar functions, whose gradients are taken
    in_32_bits: tuple[OfArray, ...] = ()  # notebooks in 64 bits do these in NumPy


# Each operation is elementary: one of JAX, or two or three.

OF_ANY: tuple[OfArray, ...] = (
    lambda w: w + w, lambda w: w - w, lambda w: w * w, lambda w: w / w,
    lambda w: 1.5 + w, lambda w: 1.5 - w, lambda w: 1.5 * w, lambda w: 1.5 / w,
    lambda w: w + 1.5, lambda w: w - 1.5, lambda w: w / 1.5, lambda w: w / 2, lambda w: w**2,
    lambda w: -w, abs, jnp.sqrt, jnp.sign, lambda w: w > 0, lambda w: w < 0, lambda w: jnp.all(w < 1),
    lambda w: jnp.asarray(numpy.array(w)),
)  # fmt: skip
NUMBERS = Family(
    shapes=((),),
    operations=(
        *OF_ANY, lambda w: w < w, lambda w: jnp.asarray(1.5) < 1.5, lambda w: w + 1, lambda w: w**3, lambda w: w**4,
        lambda w: w**0.5, lambda w: jnp.where(w < 1, w, 0 * w), jnp.squeeze,
        lambda w: jnp.array([w, w]), lambda w: jnp.stack([w, w]),
    ),
    differentiated=(
        jnp.sin, jnp.tanh, lambda w: w**2, lambda w: w**4, lambda w: 2**w, lambda w: w * w, lambda w: 0.5 * w,
        lambda w: 2 * w, lambda w: w + w, lambda w: w + 1.5,
    ),
)  # fmt: skip
POINTS = Family(shapes=((2,),), operations=OF_ANY)  # most runs have two coordinates
VECTORS = Family(
    shapes=((1,), (2,), (3,)),
    operations=(
        lambda w: w + w, lambda w: w / 2, lambda w: w > 0, lambda w: w < 0, lambda w: jnp.all(w < 1),
        lambda w: jnp.asarray(numpy.array(w)), list, lambda w: w[0], lambda w: w[jnp.arange(1)[0]],
        lambda w: w.at[0].set(1.0), lambda w: w.at[0].set(w[0]), lambda w: w @ w,
    ),
    differentiated=(lambda w: w[0] * w[-1],),
    in_32_bits=(
        lambda w: w.at[0].add(w[0]), lambda w: jnp.where(w < 1, w, 0 * w), jnp.argmin, lambda w: jnp.dot(w, w),
    ),
)  # fmt: skip
ROWS = Family(
    shapes=((1, 1), (1, 2), (1, 3)),
    operations=(lambda w: w.reshape(-1), lambda w: w[0]),
)
MATRICES = Family(
    shapes=((2, 2), (3, 3)),
    operations=(
        lambda C: C[0], lambda C: C[0, 0], lambda C: C[jnp.arange(1)[0]], lambda C: C.T, jnp.diag,
        jnp.linalg.eigvalsh, lambda C: C @ C[0], lambda C: C[0] @ C, lambda C: jnp.asarray(numpy.array(C)),
        lambda C: jnp.array(list(numpy.array(C))),
    ),
    in_32_bits=(jax.grad(lambda C: jnp.ones(len(C)) @ C @ jnp.ones(len(C))),),
)  # fmt: skip
SETS = Family(  # a few points on the line, as a search leaves them, and masks over them
    shapes=tuple((count,) for count in range(5)),
    operations=(
        lambda w: w + w, lambda w: w / 2, list, lambda w: w == w, lambda w: (w > 0) == (w > 0),
        lambda w: jnp.nonzero(w > 0)[0] + 1, lambda w: w[w > 0], lambda w: jnp.where(w > 0, w, w),
    ),
    in_32_bits=(lambda w: list(jnp.argwhere(w > 0).ravel()),),
)  # fmt: skip
FAMILIES = (NUMBERS, POINTS, VECTORS, ROWS, MATRICES, SETS)

OF_COST: tuple[Callable[..., Any], ...] = (lambda g: g, lambda g: jax.grad(g))  # late, since `jax.grad` is replaced
QUADRATICS = (2, 3)  # coordinates


def main(float64: int, parent: int) -> None:
    """Compile for the arguments on standard input, in 64 bits or in 32; ends with its parent process."""
    with contextlib.suppress(NotHeld):
        prctl(PR_SET_PDEATHSIG, SIGKILL)
    if os.getppid() != parent:  # it died before the signal was set up
        os._exit(1)
    order = json.load(sys.stdin)
    options = {  # with which all that is compiled is written to the folder
        "jax_enable_x64": bool(float64),
        "jax_compilation_cache_dir": order["folder"],
        "jax_persistent_cache_min_compile_time_secs": 0.0,
        "jax_persistent_cache_min_entry_size_bytes": -1,
        "jax_persistent_cache_enable_xla_caches": "none",
    }
    for name, value in options.items():
        jax.config.update(name, value)
    for operation in operations(order["arguments"]):
        with contextlib.suppress(Exception):
            operation()


def operations(cases: Iterable[Mapping[str, Any]]) -> Iterator[Operation]:
    """All operations for cases with these arguments; none has been run."""
    cases = list(cases)
    yield from cost_operations(cases)
    for family in FAMILIES:
        yield from family_operations(family)
    yield from stacking_operations(cases)


def family_operations(family: Family) -> Iterator[Operation]:
    """Each operation of a family on an array of each shape."""
    gradients = tuple(jax.grad(function) for function in family.differentiated)
    in_32_bits = () if jax.config.jax_enable_x64 else family.in_32_bits
    for shape, operation in product(family.shapes, (*family.operations, *gradients, *in_32_bits)):
        yield partial(operation, jnp.ones(shape))


def stacking_operations(cases: Iterable[Mapping[str, Any]]) -> Iterator[Operation]:
    """Stacks of n + 1 points for each integer argument n, as a method of n steps records them."""
    histories: set[tuple[int, Shape]] = set()
    for case in cases:
        shapes = (numpy.shape(value) for value in case.values() if isinstance(value, list))
        points = {(), *(shape for shape in shapes if len(shape) == 1)}
        histories |= {(steps + 1, shape) for steps in case.values() if type(steps) is int for shape in points}
    for length, shape in sorted(histories):
        yield partial(_stacked, length, shape)


def _stacked(length: int, shape: Shape) -> Any:
    return jnp.stack([jnp.ones(shape)] * length)


def cost_operations(cases: Iterable[Mapping[str, Any]]) -> Iterator[Operation]:
    """The costs among the arguments, with their gradients, at a point of their size.

    If one is quadratic, quadratics of two and three coordinates are added, with their Hessians.
    """
    costs = Functions(jax)
    costs.install()
    specs = [({"function": name_of_function(spec)[1], **spec}, case) for case in cases for spec in _specs(case)]
    pairs = {(costs.of(spec), _point_shape(costs.of(spec), case)) for spec, case in specs}
    if any(cost.__name__ == "quadratic" for cost, _ in pairs):
        of_ones = {size: {"a": 1.0, "b": [1.0] * size, "C": [[1.0] * size] * size} for size in QUADRATICS}
        quadratics = {(costs.of({"function": "quadratic", "parameters": p}), (size,)) for size, p in of_ones.items()}
        pairs |= quadratics
        yield from (partial(jax.hessian(cost), numpy.ones(shape)) for cost, shape in quadratics)
    for (cost, shape), make in product(pairs, OF_COST):
        yield partial(make(cost), jnp.ones(shape))
    for cost, shape in product((cost for cost, shape in pairs if not shape), SETS.shapes):
        yield partial(jax.jit(jax.vmap(jax.grad(cost))), jnp.ones(shape))
    for spec in (spec for case in cases for spec in _specs(case) if "function" not in spec):
        yield from (partial(costs.of(spec), numpy.ones(shape) if shape else 1.0) for cost, shape in pairs)


def _specs(arguments: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The costs, gradients and Hessians among the arguments; the functions of the assignment's files are not ours."""
    for leaf in (leaf for value in arguments.values() for leaf in leaves(value)):
        if is_function(leaf) and OF_FILE not in name_of_function(leaf)[1]:
            yield leaf


def _point_shape(cost: Any, arguments: Mapping[str, Any]) -> Shape:
    """The shape of the longest point, among the arguments and their rows, at which the cost is a number."""
    arrays = [numpy.shape(value) for value in arguments.values() if isinstance(value, list)]
    points = {(), *(shape[-1:] for shape in arrays), *(shape[1:] for shape in arrays)}
    for shape in sorted(points, reverse=True):
        with contextlib.suppress(Exception):
            if jax.eval_shape(cost, jnp.ones(shape)).shape == ():
                return shape
    return ()
