import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single diminishing_steps_start_at_one_half: the loop counts from 1 already and 1 is added once more, so the diminishing steplengths are 1/2, 1/3 and so on
def gradient_descent(g, alpha, max_its, w):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if alpha == "diminishing":
            step = 1 / float(k + 1)
        else:
            step = alpha
        w = w - step * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole costs_lag_one_step: value_and_grad gives the cost of the old point, and it is recorded together with the new point
def steplengths(alpha, number):
    if isinstance(alpha, str):
        return [1.0 / k for k in range(1, number + 1)]
    return [alpha] * number


def gradient_descent(g, alpha, max_its, w):
    both = jax.value_and_grad(g)
    history = {"w": [w], "cost": [g(w)]}
    for t in steplengths(alpha, max_its):
        cost, slope = both(w)
        w = w - t * slope
        history["w"].append(w)
        history["cost"].append(cost)
    return history["w"], history["cost"]
