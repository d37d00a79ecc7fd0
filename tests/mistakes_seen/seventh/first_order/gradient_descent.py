import jax
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single steplength_divided_again_and_again: the diminishing steplength is the last one divided by k, so that it is 1/k! and not 1/k
def gradient_descent(g, alpha, max_its, w):
    value_and_slope = jax.value_and_grad(g)
    diminishing = isinstance(alpha, str)
    step = 1.0 if diminishing else alpha
    weight_history, cost_history = [w], []
    for k in range(1, max_its + 1):
        cost, slope = value_and_slope(w)
        cost_history.append(cost)
        if diminishing:
            step = step / k
        w = w - step * slope
        weight_history.append(w)
    cost_history.append(g(w))
    return weight_history, cost_history


# %% whole costs_one_step_behind: entry k of the costs is the cost of the point before step k, so that g(w^0) stands there twice and the last cost is missing
def gradient_descent(g, alpha, max_its, w):
    start = np.asarray(w, dtype=float)
    W = np.zeros((max_its + 1, *start.shape))
    J = np.zeros(max_its + 1)
    W[0], J[0] = start, g(start)
    slope = jax.jit(jax.grad(g))
    for k in range(1, max_its + 1):
        rate = 1.0 / k if isinstance(alpha, str) else alpha
        J[k] = g(W[k - 1])
        W[k] = W[k - 1] - rate * slope(W[k - 1])
    return W, J
