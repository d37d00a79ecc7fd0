import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single root_of_k: the diminishing steplength is 1 / sqrt(k), as for subgradient methods, in place of 1 / k
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        if alpha == "diminishing":
            steplength = 1 / np.sqrt(k)
        else:
            steplength = alpha
        w = w - steplength * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole costs_one_behind: value_and_grad is called before the step and its value is recorded after it, so every cost from entry 1 on is that of the point before
def gradient_descent(g, alpha, max_its, w):
    f = jax.value_and_grad(g)
    rates = [1.0 / (i + 1) if alpha == "diminishing" else alpha for i in range(max_its)]

    where = [w]
    how_high = [float(g(w))]
    for rate in rates:
        here = where[-1]
        height, slope = f(here)
        where.append(here - rate * slope)
        how_high.append(float(height))
    return where, how_high
