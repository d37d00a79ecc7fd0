import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single gradient_of_the_start_for_ever: the gradient is evaluated once at the start, before the loop, and used in every step
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if diminishing_alpha:
            alpha = 1 / k
        w = w - alpha * gradient
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole same_array_and_factorials: the history holds one array that is changed in place, and the diminishing steplength is divided by k again and again, so that it falls like 1/k!
def descend(g, w, steps):
    slope = jax.grad(g)
    points = [w]
    costs = [float(g(w))]
    for step in steps:
        w -= step * np.asarray(slope(w))
        points.append(w)
        costs.append(float(g(w)))
    return points, costs


def make_steps(alpha, n, diminishing):
    steps = []
    for k in range(1, n + 1):
        if diminishing:
            alpha = alpha / k
        steps.append(alpha)
    return steps


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    w = np.array(w, dtype=float)    # own copy
    return descend(g, w, make_steps(alpha, max_its, diminishing_alpha))
