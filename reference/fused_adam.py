"""Fused Adam: `adam` over flat buffers of all weights, compiled into one pass that writes where it reads.

    m ← β₁ m + (1 − β₁) g            v ← β₂ v + (1 − β₂) g²            t ← t + 1
    w ← w − a m / (b √v + ε)         a = α / (1 − β₁ᵗ), b = 1 / √(1 − β₂ᵗ)

The same sequence as `adam`; a and b are worked out once a step, so that each weight costs one root and one
division. `step` is compiled and donates w, m and v: their memory holds the new values, and the arrays that were
handed in are gone.

On a GPU, XLA makes one loop of the three lines. On a CPU it makes a loop of each, which read or write ten buffers
in place of seven; so there the lines are taken block by block, and a block stays in a core's first cache for all
three. Such a loop has one core, and JAX works off what one thread asks for in order; so each buffer of several is
stepped from a thread of its own: `flatten` makes a buffer for each core, of whole blocks. No thread waits for what it
asked for. Buffers of other lengths are right too, in the three loops.
Kingma & Ba 2015, Algorithm 1; what DeepSpeed's FusedAdam and CPUAdam do in CUDA and C++.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax
from jax.flatten_util import ravel_pytree

BLOCK = 2**8  # entries: in float32, 1 kB of each of the four buffers


Buffers = tuple[Array, Array, Array]  # w, m and v
Numbers = tuple[Any, ...]  # beta1, beta2, eps and the two factors of the step
Advance = Callable[..., Buffers]  # a step of one buffer


class State(NamedTuple):
    t: Array  # steps taken so far, in w's dtype
    m: Any  # running mean of gradients, buffers as those of w
    v: Any  # running mean of squared gradients, buffers as those of w


def flatten(tree: Any, parts: int = 1) -> tuple[list[Array], Callable[[list[Array]], Any]]:
    """A tree of arrays as `parts` flat buffers of whole blocks, and what makes the tree of such buffers again.

    Zeros fill the last block. Their gradient is to be 0 too, as it is where it was flattened in the same way.
    """
    flat, back = ravel_pytree(tree)
    padded = jnp.pad(flat, (0, -flat.size % (BLOCK * parts)))
    return jnp.split(padded, parts), lambda buffers: back(jnp.concatenate(buffers)[: flat.size])


def init(w: Any) -> State:
    zeros = partial(jax.tree.map, jnp.zeros_like, w)
    return State(jnp.zeros((), jax.tree.leaves(w)[0].dtype), zeros(), zeros())


def step(w: Any, g: Any, state: State, *, alpha: Any, beta1: Any, beta2: Any, eps: Any) -> tuple[Any, State]:
    """One step from w, where the gradient is g; alpha, beta1, beta2 and eps are numbers.

    w, g, and m and v of the state are buffers of one dtype: an array (N,), or a list of such, in any tree. Buffers of a
    list take their steps side by side, a thread for each; within another compiled function they are one program.
    Those of w and of the state must not be used again: JAX raises RuntimeError (deleted) where they are.
    """
    numbers = {"alpha": alpha, "beta1": beta1, "beta2": beta2, "eps": eps}
    tree, buffers = jax.tree.structure(w), [jax.tree.leaves(part) for part in (w, g, state.m, state.v)]
    within = any(isinstance(x, jax.core.Tracer) for x in buffers[0])
    new = (map if within else _side_by_side)(partial(buffer_step, state.t, **numbers), *buffers)
    w, m, v = (jax.tree.unflatten(tree, part) for part in zip(*new, strict=True))
    return w, State(state.t + 1, m, v)


def _side_by_side(advance: Advance, *buffers: Sequence[Array]) -> list[Buffers]:
    """The first buffer's step asked for by this thread, and each other one by a thread of its own.

    `jax.enable_x64` as a context is one thread's alone: this thread asks where the other knows float64 otherwise.
    """
    first, *others = zip(*buffers, strict=True)
    begun = [_threads().submit(_take_alike, jax.config.jax_enable_x64, advance, *other) for other in others]
    mine = advance(*first)
    return [mine, *(taken.result() or advance(*other) for taken, other in zip(begun, others, strict=True))]


def _take_alike(x64: bool, advance: Advance, *buffers: Array) -> Buffers | None:
    return advance(*buffers) if jax.config.jax_enable_x64 == x64 else None


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count())


@partial(jax.jit, donate_argnums=(1, 3, 4))
def buffer_step(
    t: Array, w: Array, g: Array, m: Array, v: Array, *, alpha: Any, beta1: Any, beta2: Any, eps: Any
) -> Buffers:
    """The compiled step number t + 1 of one buffer: the new w, m and v, in the memory of the old ones."""
    numbers = beta1, beta2, eps, alpha / (1 - beta1 ** (t + 1)), 1 / jnp.sqrt(1 - beta2 ** (t + 1))
    return _by_device(numbers, w, g, m, v)


def _by_device(numbers: Numbers, w: Array, g: Array, m: Array, v: Array) -> Buffers:
    if w.size == 0 or w.size % BLOCK:
        return _at_once(numbers, w, g, m, v)
    buffers: Buffers = lax.platform_dependent(numbers, w, g, m, v, cpu=_in_blocks, default=_at_once)
    return buffers


def _at_once(numbers: Numbers, w: Array, g: Array, m: Array, v: Array) -> Buffers:
    m, v = _mean(m, g, numbers), _square(v, g, numbers)
    return _moved(w, m, v, numbers), m, v


def _in_blocks(numbers: Numbers, w: Array, g: Array, m: Array, v: Array) -> Buffers:
    def block(i: Array, buffers: Buffers) -> Buffers:
        """Step number i of the loop: w, m and v with block i brought up to date."""
        w, m, v = buffers

        def of(buffer: Array) -> Array:
            return lax.dynamic_slice_in_dim(buffer, i * BLOCK, BLOCK)

        def put(buffer: Array, values: Array) -> Array:
            return lax.dynamic_update_slice_in_dim(buffer, values, i * BLOCK, 0)

        m, v = put(m, _mean(of(m), of(g), numbers)), put(v, _square(of(v), of(g), numbers))
        m, v = lax.optimization_barrier((m, v))  # else w is made of the old m and v, which must then be copied
        return put(w, _moved(of(w), of(m), of(v), numbers)), m, v

    buffers: Buffers = lax.fori_loop(0, w.size // BLOCK, block, (w, m, v))
    return buffers


def _mean(m: Array, g: Array, numbers: Numbers) -> Array:
    beta1, *_ = numbers
    mean: Array = beta1 * m + (1 - beta1) * g
    return mean


def _square(v: Array, g: Array, numbers: Numbers) -> Array:
    _, beta2, *_ = numbers
    square: Array = beta2 * v + (1 - beta2) * g**2
    return square


def _moved(w: Array, m: Array, v: Array, numbers: Numbers) -> Array:
    *_, eps, a, b = numbers
    moved: Array = w - a * m / (b * jnp.sqrt(v) + eps)
    return moved
