import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single without_the_root: the gradient is divided by v + eps in place of its square root
def adagrad(g, alpha, initial, eps, max_its, w):
    grad = jax.grad(g)
    v = initial
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        v = v + d**2
        w = w - alpha * d / (v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole square_of_the_sum: it adds up the gradients and squares their sum, where the squares of the gradients have to be added up
def adagrad(g, alpha, initial, eps, max_its, w):
    slope = jax.jit(jax.grad(g))
    w = jnp.asarray(w, dtype=float)
    accumulated = jnp.zeros_like(w)
    log = {"w": [w], "cost": [g(w)]}
    for step in range(max_its):
        d = slope(w)
        accumulated = accumulated + d
        scale = jnp.sqrt(initial + jnp.power(accumulated, 2) + eps)
        w = w - (alpha / scale) * d
        log["w"].append(w)
        log["cost"].append(g(w))
    return log["w"], log["cost"]
