import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single first_cost_missing: the cost history begins with g(w^1): costs are appended after the steps only, so g(w^0) is missing and there are K entries
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = []
    for k in range(max_its):
        w = w - alpha * gradient(w)
        cost_history.append(g(w))
    return cost_history


# %% single own_gradient_func: the student's gradient_func of question 2 is called in place of the argument gradient, which is wrong for every cost other than cost_func
def gradient_func(w):
    return (4 * w**3 + 2 * w + 10) / 50


def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        w = w - alpha * gradient_func(w)
        cost_history.append(g(w))
    return np.array(cost_history)


# %% whole last_cost_missing: max_its is taken for the number of points and not of steps: the costs g(w^0), ..., g(w^(K-1)) are returned, and g(w^K) is missing
def gradient_descent(g, gradient, alpha, max_its, w):
    costs = np.zeros(max_its)
    costs[0] = g(w)
    i = 1
    while i < max_its:
        w = w - alpha * np.asarray(gradient(w))
        costs[i] = g(w)
        i = i + 1
    return costs


# %% whole newest_coordinates_within_a_step: the coordinates are updated one after the other within a step, and the partial derivative for the second one is already taken at the new first coordinate (wrong for N > 1)
def one_step(gradient, alpha, w):
    if np.ndim(w) == 0:
        return w - alpha * gradient(w)
    for j in range(len(w)):
        w[j] = w[j] - alpha * gradient(w)[j]
    return w


def gradient_descent(g, gradient, alpha, max_its, w):
    history = [float(g(w))]
    for _ in range(max_its):
        w = one_step(gradient, alpha, w)
        history.append(float(g(w)))
    return history
