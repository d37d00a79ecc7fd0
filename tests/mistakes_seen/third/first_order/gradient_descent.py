import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single one_over_k_plus_1: the diminishing steplength is 1/(k + 1) with k from 1 (1/2, 1/3, ...) in place of 1/k
def gradient_descent(g, alpha, max_its, w):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if alpha == "diminishing":
            alpha_k = 1 / (k + 1)
        else:
            alpha_k = alpha
        w = w - alpha_k * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_of_the_old_point: entry k >= 1 of the cost history is g(w^(k-1)), because value_and_grad gives the cost before the step, in place of g(w^k)
def gradient_descent(g, alpha, max_its, w):
    cost_and_slope = jax.value_and_grad(g)
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        a = 1 / k if alpha == "diminishing" else alpha
        cost, slope = cost_and_slope(w)
        w = w - a * slope
        weights.append(w)
        costs.append(cost)
    return weights, costs


# %% whole same_array_again: for N > 1 the array w is changed in place and appended without a copy, so every entry of the weight history is the last point
from jax import grad


def gradient_descent(g, alpha, max_its, w):
    nabla_g = grad(g)
    weight_history = []
    cost_history = []
    weight_history.append(w)
    cost_history.append(float(g(w)))
    k = 1
    while k <= max_its:
        if alpha == "diminishing":
            step = 1.0 / k
        else:
            step = alpha
        direction = -np.array(nabla_g(w))
        w += step * direction
        weight_history.append(w)
        cost_history.append(float(g(w)))
        k += 1
    return weight_history, cost_history


# %% whole divides_again_and_again: the diminishing steplength is divided by k in every step, alpha_k = alpha_(k-1) / k, which gives 1, 1/2, 1/6, ... = 1/k! in place of 1/k
def gradient_descent(g, alpha, max_its, w):
    diminishing = isinstance(alpha, str)
    lr = 1.0 if diminishing else alpha
    W = np.zeros((max_its + 1,) + np.shape(w))
    W[0] = w
    for i in range(max_its):
        if diminishing:
            lr = lr / (i + 1)
        W[i + 1] = W[i] - lr * np.array(jax.grad(g)(W[i]))
    return W, np.array([float(g(p)) for p in W])
