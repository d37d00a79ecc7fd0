# %% single square_of_the_sum: The gradients are added up and the sum is squared, instead of adding up their squares.
import jax
import jax.numpy as jnp


def adagrad(g, alpha, initial, eps, max_its, w):
    grad = jax.grad(g)
    s = 0.0
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        s = s + d
        v = initial + s**2
        w = w - alpha * d / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole one_sum_for_all_components: The squares of all components are added up into one number, so every component is divided by the same root.
import jax
import numpy as np


def adagrad(g, alpha, initial, eps, max_its, w):
    value_and_slope = jax.jit(jax.value_and_grad(g))
    x = np.array(w, dtype=float)
    energy = initial
    xs, costs = [], []
    for step in range(max_its + 1):
        cost, d = value_and_slope(x)
        d = np.asarray(d)
        xs.append(x.copy())
        costs.append(float(cost))
        energy += np.sum(d * d)
        x = x - alpha / np.sqrt(energy + eps) * d
    return np.array(xs), np.array(costs)
