import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single alpha_divided_again: with diminishing_alpha the steplength is overwritten by alpha / k in every step, so it falls like alpha / k! and not like 1 / k
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if diminishing_alpha:
            alpha = alpha / k
        w = w - alpha * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single diminishing_starts_at_half: k already counts from 1, and the diminishing steplength is 1 / (k + 1), so the first step has 1/2 and not 1
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        step = 1 / (k + 1) if diminishing_alpha else alpha
        w = w - step * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_of_the_old_point: appends the cost that value_and_grad returned before the step, so from entry 1 on the cost history is one step behind the points
def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    value_and_grad = jax.value_and_grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        cost, slope = value_and_grad(w)
        a = 1 / k if diminishing_alpha else alpha
        w = w - a * slope
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history


# %% whole one_over_root_k: the diminishing steplength is 1 / sqrt(k) and not 1 / k
def steplength(k, alpha, diminishing):
    if diminishing:
        return 1.0 / np.sqrt(k)
    return alpha


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    dg = jax.grad(g)
    points = [w]
    k = 1
    while len(points) < max_its + 1:
        old = points[-1]
        points.append(old - steplength(k, alpha, diminishing_alpha) * dg(old))
        k += 1
    costs = [g(p) for p in points]
    return points, costs


# %% whole unit_direction: divides the gradient by its length, so every step has exactly the length alpha_k, which is normalized gradient descent
def direction(gradient_fn, w):
    grad_eval = gradient_fn(w)
    # only the direction counts, the steplength is alpha
    length = jnp.linalg.norm(jnp.atleast_1d(grad_eval))
    if length == 0:
        return grad_eval
    return grad_eval / length


def gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False):
    gradient_fn = jax.grad(g)
    weight_history = []
    cost_history = []
    weight_history.append(w)
    cost_history.append(g(w))
    for k in range(max_its):
        if diminishing_alpha == True:
            alpha = 1 / (k + 1)
        w = w - alpha * direction(gradient_fn, w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history
