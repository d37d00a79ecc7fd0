"""A mean over a group of workers, sent in one bit a number: signs and one length, and nothing is lost for good.

    compress(x) = rms(x) sign(x)          sign(0) = +1
    every worker:   x + e → compress(x + e)          e ← x + e − compress(x + e)
    the server:     s + E → compress(s + E)          E ← s + E − compress(s + E)          s the mean of what it receives

What a message leaves out is added to the next one (error feedback), so that the sum of all messages stays near
the sum of all x: their difference is the last e. Here every worker plays the server as well, on the same
numbers, so that only the workers' messages have to be sent.
Tang et al., "1-bit Adam: communication efficient large-scale training with Adam's convergence speed", 2021,
Algorithm 1; DeepSpeed's compressed_allreduce, which gives every worker a part of the server to play.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array, lax

WORKERS = "workers"  # the name of the axis of a group, for `vmap` and `shard_map`: see `workers.py`


class Errors(NamedTuple):
    """What the last messages left out."""

    worker: Array  # of the worker's own message, of w's shape
    server: Array  # of the server's message, of w's shape, the same for all workers


def none_yet(w: Array) -> Errors:
    return Errors(jnp.zeros_like(w), jnp.zeros_like(w))


def mean(x: Array) -> Array:
    """The mean over the group, in full."""
    mean: Array = lax.pmean(x, WORKERS)
    return mean


def compress(x: Array) -> Array:
    """x as a message holds it: one length for all entries, each with its own sign."""
    length = jnp.sqrt(jnp.mean(x**2))
    return jnp.where(x >= 0, length, -length)


def compressed_mean(x: Array, errors: Errors) -> tuple[Array, Errors]:
    """The mean of x over the group as messages hold it, and what they left out."""
    own = x + errors.worker
    sent = compress(own)
    total = mean(sent) + errors.server
    answer = compress(total)
    return answer, Errors(own - sent, total - answer)
