import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single eps_under_the_root: eps is added to the square under the root instead of to the root
def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(max_its):
        grad_eval = gradient(w)
        w = w - alpha * grad_eval / jnp.sqrt(grad_eval**2 + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole divided_by_the_length: the gradient is divided by its whole length, the full normalization, instead of each component by its own size
def unit_direction(grad_eval, eps):
    flat = jnp.ravel(grad_eval)
    length = jnp.sqrt(jnp.sum(flat * flat))
    return grad_eval / (length + eps)


def normalized_gradient_descent(g, alpha, max_its, w, eps=1e-8):
    g_and_dg = jax.value_and_grad(g)
    weight_history, cost_history = [], []
    k = 0
    while True:
        value, slope = g_and_dg(w)
        weight_history.append(w)
        cost_history.append(value)
        if k == max_its:
            break
        w = w - alpha * unit_direction(slope, eps)
        k = k + 1
    return weight_history, cost_history
