import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def descend(g, alpha, max_its, w):
    for _ in range(max_its):
        w = w - alpha * jax.grad(g)(w)
    return w


def multi_start(g, alpha, max_its, starts):
    ends = [descend(g, alpha, max_its, w) for w in starts]
    return ends[0], g(ends[0])
