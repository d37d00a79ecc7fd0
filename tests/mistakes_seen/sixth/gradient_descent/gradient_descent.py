import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single slope_of_the_start: the gradient is evaluated once before the loop, so every step goes along the slope of the start
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    slope = gradient(w)
    for _ in range(max_its):
        w = w - alpha * slope
        cost_history.append(g(w))
    return cost_history


# %% whole rests_when_slow: as soon as the cost changes by less than 0.01 in a step it makes no more steps, and the rest of the history repeats the last cost
def gradient_descent(g, gradient, alpha, max_its, w):
    costs = np.zeros(max_its + 1)
    costs[0] = g(w)
    k = 0
    moving = True
    while moving and k < max_its:
        w = w - alpha * gradient(w)
        k = k + 1
        costs[k] = g(w)
        moving = abs(costs[k] - costs[k - 1]) >= 0.01
    costs[k:] = costs[k]
    return costs
