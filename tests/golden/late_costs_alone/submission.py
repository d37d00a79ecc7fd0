import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def descent_costs(g, alpha, max_its, w):
    costs = [g(w)]
    for k in range(max_its):
        costs.append(g(w))
        w = w - alpha * jax.grad(g)(w)
    return costs
