"""A group of workers that take every step together, each on its own share of the data.

    gᵢ = ∇ cost(w, shareᵢ)          (w, stateᵢ) = step(w, gᵢ, stateᵢ)          i = 1, ..., n

The weights are the same everywhere; what a worker keeps for itself is in its state. A method speaks to the group
through the axis named "workers" (`one_bit`), which is here an axis of `vmap`, on one device, or of `shard_map`,
with a device for each worker: the same numbers, and messages that are really sent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from jax.sharding import Mesh, PartitionSpec

from reference.one_bit import WORKERS

if TYPE_CHECKING:
    from reference.descend import Method


Carry = tuple[Array, Any]  # w and the method's state


class Run(NamedTuple):
    """Where the group went; every array with a leading axis of n workers."""

    weights: Array  # (n, K + 1) + w.shape: w⁰, ..., wᴷ, the same for all workers
    costs: Array  # (n, K + 1): the mean of all workers' costs, the same for all
    states: Any  # the method's state after each step 1, ..., K: each array (n, K) + its shape


def descend_together(
    method: Method,
    cost: Callable[[Array, Any], Array],
    w: Any,
    shares: Any,
    steps: int,
    *,
    devices: Sequence[jax.Device] = (),
    **parameters: Any,
) -> Run:
    """`steps` steps of `method` from w, an array of floats, by a group of n workers.

    cost(w, share) is what one worker sees of the cost; `shares` are the shares of all, an array or a tree of
    arrays with a leading axis n. `parameters` are the method's numbers, in w's dtype. With `devices`, n of them,
    each worker has one; without, all are simulated on one. Raises ValueError where the devices are not n.
    """
    w = jnp.asarray(w, jnp.result_type(w))
    numbers = {name: jnp.asarray(x, w.dtype) for name, x in parameters.items()}
    together: Run = _together(method, cost, steps, tuple(devices), (numbers, w, shares))
    return together


@partial(jax.jit, static_argnums=(0, 1, 2, 3))
def _together(
    method: Method, cost: Callable[..., Array], steps: int, devices: tuple[jax.Device, ...], arrays: Any
) -> Run:
    """All workers' runs on `arrays`: numbers, w and shares, any of which one compiled program serves."""
    *same, shares = arrays
    run = partial(_run, method, cost, steps, *same)
    together: Run = (_across(run, devices) if devices else jax.vmap(run, axis_name=WORKERS))(shares)
    return together


def _run(
    method: Method, cost: Callable[..., Array], steps: int, numbers: dict[str, Array], w: Array, share: Any
) -> Run:
    """What one worker does."""

    def advance(carry: Carry, _: None) -> tuple[Carry, Carry]:
        w, state = carry
        carry = method.step(w, jax.grad(cost)(w, share), state, **numbers)
        return carry, carry

    with jax.default_matmul_precision("highest"):  # as in `descend`
        _, (path, states) = lax.scan(advance, (w, method.init(w)), length=steps)
        weights = jnp.concatenate([w[None], path])
        costs = lax.pmean(jax.vmap(cost, in_axes=(0, None))(weights, share), WORKERS)
        return Run(weights, costs, states)


def _across(run: Callable[[Any], Run], devices: Sequence[jax.Device]) -> Callable[[Any], Run]:
    """One worker on each device: `shard_map` hands each a leading axis of one, which is taken off and put back."""

    def alone(shares: Any) -> Any:
        return jax.tree.map(lambda x: x[None], run(jax.tree.map(lambda x: x[0], shares)))

    mesh = Mesh(np.array(devices), (WORKERS,))
    place = PartitionSpec(WORKERS)
    # A state begins alike on all devices and does not stay so, which the check of replication refuses.
    return jax.shard_map(alone, mesh=mesh, in_specs=place, out_specs=place, check_vma=False)
