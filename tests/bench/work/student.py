# One student's notebook, in the book's style: a Python loop, an eager gradient at each step, histories as lists.

# %%
import copy

import jax
import jax.numpy as jnp
import numpy as np


# %%
def gradient_descent(g, alpha, max_its, w):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        w = w - alpha * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %%
def coordinate_descent(a, b, C, max_its, w):
    def cost(w):
        return a + b @ w + w @ C @ w

    w = copy.deepcopy(w)
    weight_history, cost_history = [copy.deepcopy(w)], [cost(w)]
    for _ in range(max_its):
        for n in range(len(w)):
            others = sum(C[n, j] * w[j] for j in range(len(w)) if j != n)
            w[n] = -(others + b[n] / 2) / C[n, n]
            weight_history.append(copy.deepcopy(w))
            cost_history.append(cost(w))
    return weight_history, cost_history


# %%
def momentum(g, alpha, beta, max_its, w):
    value_and_gradient = jax.value_and_grad(g)
    h = np.zeros(np.shape(w))
    weight_history, cost_history = [], []
    for _ in range(max_its):
        cost, slope = value_and_gradient(w)
        weight_history.append(w)
        cost_history.append(cost)
        h = beta * h - (1 - beta) * slope
        w = w + alpha * h
    return weight_history + [w], cost_history + [g(w)]


# %%
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    m, v = jnp.zeros(np.shape(w)), jnp.zeros(np.shape(w))
    weight_history, cost_history = [w], [g(w)]
    for t in range(1, max_its + 1):
        slope = gradient(w)
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        w = w - alpha * (m / (1 - beta1**t)) / (jnp.sqrt(v / (1 - beta2**t)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %%
concepts = {"convex": True, "adam_always": False, "kink": False, "zigzag": True}
