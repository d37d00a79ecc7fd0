"""The one loop that every iterative method shares, with the whole history kept.

    gᵏ⁻¹ = ∇g(wᵏ⁻¹)          (wᵏ, stateᵏ) = step(wᵏ⁻¹, gᵏ⁻¹, stateᵏ⁻¹)          k = 1, ..., K

A method is a module: `init(w)` gives the state before the first step, `step(w, g, state, *, alpha, ...)`
takes one. Both are pure, so that one compiled loop serves every case of a method, a cost and a shape.

Machine Learning Refined, section 3.5: both histories have K + 1 entries, of which entry 0 is the start.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, Protocol

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax

Cost = Callable[[Any], Any]
Words = tuple[tuple[str, Any], ...]  # parameters that choose a rule, by name


class Method(Protocol):
    """What `descend` asks of a module, or of anything else hashable that has these two functions."""

    @property
    def init(self) -> Callable[[Array], Any]:
        """The state before the first step, for points of w's shape."""

    @property
    def step(self) -> Callable[..., tuple[Array, Any]]:
        """One step from w along g's gradient: the next w and the next state."""


class History(NamedTuple):
    """Where a method went, and what it paid there; both in the dtype of the start."""

    weights: Array  # (K + 1,) + w.shape: w⁰, ..., wᴷ
    costs: Array  # (K + 1,): g(w⁰), ..., g(wᴷ)


def descend(method: Method, cost: Cost, w: Any, steps: int, *, jitter: Any = None, **parameters: Any) -> History:
    """The history of `steps` steps of `method` on `cost` from w.

    w is a float or an array of floats, (N,) in the lecture; everything is computed in its dtype.
    `parameters` are the method's own: numbers are cast to w's dtype and traced, so that a new value compiles
    nothing; words (alpha="diminishing") and booleans choose a rule and are compiled in.
    `jitter`, (steps, 2) + w.shape, multiplies what each gradient is evaluated at (factor 0) and what it
    returns (factor 1): runs with factors near 1 show how far honest arithmetic may drift.
    Raises TypeError for a parameter the method does not have, and for a w of integers, which has no gradient.
    `jax.vmap` may batch it; `descend_batch` does.
    """
    w = jnp.asarray(w, jnp.result_type(w))  # named, so that a Python float is not weakly typed
    words, numbers = _words_and_numbers(parameters, w.dtype)
    history: History = _run(method, cost, words, w, _factors(jitter, (steps, 2, *w.shape), w.dtype), numbers)
    return history


def descend_batch(method: Method, cost: Cost, w: Any, steps: int, *, jitter: Any = None, **parameters: Any) -> History:
    """`descend` from B starts at once, (B,) + the shape of one w: each History array gains a leading axis B.

    A number is shared by all runs, or an array (B,) gives each run its own; `jitter` is (B, steps, 2) + the
    shape of one w. Dtypes and errors as in `descend`, and ValueError where an array is not B long.
    """
    w = jnp.asarray(w)
    words, numbers = _words_and_numbers(parameters, w.dtype)
    numbers = {name: jnp.broadcast_to(x, w.shape[:1]) for name, x in numbers.items()}
    jitter = _factors(jitter, (len(w), steps, 2, *w.shape[1:]), w.dtype)
    histories: History = jax.vmap(partial(_run, method, cost, words))(w, jitter, numbers)
    return histories


def _words_and_numbers(parameters: dict[str, Any], dtype: Any) -> tuple[Words, dict[str, Array]]:
    """What is compiled in, hashable, and what is traced, in the given dtype."""
    words = {name: x for name, x in parameters.items() if isinstance(x, (str, bool))}
    numbers = {name: jnp.asarray(x, dtype) for name, x in parameters.items() if name not in words}
    return tuple(sorted(words.items())), numbers


def _factors(jitter: Any, shape: tuple[int, ...], dtype: Any) -> Any:
    """The factors of every step. Without jitter they are ones: exact, and one compiled loop is enough."""
    return np.ones(shape, dtype) if jitter is None else jnp.asarray(jitter, dtype).reshape(shape)


@partial(jax.jit, static_argnums=(0, 1, 2))
def _run(method: Method, cost: Cost, words: Words, w: Array, jitter: Array, numbers: dict[str, Array]) -> History:
    parameters = dict(words) | numbers

    def advance(carry: tuple[Array, Any], factors: Array) -> tuple[tuple[Array, Any], Array]:
        """One step: the new point and state, and the point again for the history."""
        w, state = carry
        g = factors[1] * jax.grad(cost)(factors[0] * w)
        carry = method.step(w, g, state, **parameters)
        return carry, carry[0]

    # On recent GPUs float32 products are otherwise rounded to TF32, ten bits of mantissa (jax-ml/jax 12008).
    with jax.default_matmul_precision("highest"):
        _, path = lax.scan(advance, (w, method.init(w)), jitter)
        weights = jnp.concatenate([w[None], path])
        return History(weights, jax.vmap(cost)(weights))
