import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single flag_unused: diminishing_alpha is never looked at, the steplength is always the fixed alpha
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        w = w - alpha * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single slope_of_the_start: the gradient is evaluated once, at the starting point, before the loop, and used in every step
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        a = 1 / k if diminishing_alpha else alpha
        w = w - a * gradient
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single same_array: for N > 1 the array w is changed in place and appended without a copy, so that the weight history shows the last point K + 1 times (the costs, and N = 1, are right)
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [float(g(w))]
    for k in range(1, max_its + 1):
        if diminishing_alpha:
            step = 1.0 / k
        else:
            step = alpha
        w -= step * np.asarray(gradient(w))
        weight_history.append(w)
        cost_history.append(float(g(w)))
    return weight_history, cost_history


# %% whole last_point_missing: each history has K entries instead of K + 1: a point is stored before each step, and the point after the last step is never stored
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    value_grad = jax.value_and_grad(g)

    weights = []
    costs = []
    for k in range(1, max_its + 1):
        cost, slope = value_grad(w)
        # save where we are
        weights.append(w)
        costs.append(cost)
        # choose the steplength
        if diminishing_alpha:
            a = 1 / k
        else:
            a = alpha
        # go downhill
        w = w - a * slope
    return weights, costs


# %% whole one_coordinate_after_the_other: for N > 1 the coordinates are moved one after the other, each with the gradient at the point in which the earlier ones are already new, and the counter of the diminishing steplength goes up with each coordinate instead of each step; N = 1 is right
def partial(g, w, j):
    """j-th partial derivative"""
    return jnp.atleast_1d(jax.grad(g)(w))[j]


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    w = jnp.asarray(w)
    N = w.size
    t = 0
    weight_history = [w]
    cost_history = [g(w)]
    for _ in range(max_its):
        for j in range(N):
            t = t + 1
            a = 1.0 / t if diminishing_alpha else alpha
            if w.ndim == 0:
                w = w - a * partial(g, w, j)
            else:
                w = w.at[j].set(w[j] - a * partial(g, w, j))
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history
