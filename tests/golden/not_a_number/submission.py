import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def gradient_descent(g, alpha, max_its, w):
    weights, costs = [w], [g(w)]
    for k in range(max_its):
        w = w - alpha * jax.grad(g)(w) * (jnp.nan if k == 2 else 1)
        weights.append(w)
        costs.append(g(w))
    return weights, costs
