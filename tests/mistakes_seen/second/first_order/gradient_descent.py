import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single steplength_divided_again_and_again: the diminishing steplength is divided by k in every step on top of the earlier divisions, so that it is 1/k! (1, 1/2, 1/6, 1/24) instead of 1/k
def gradient_descent(g, alpha, max_its, w):
    diminishing = alpha == "diminishing"
    if diminishing:
        alpha = 1.0
    dg = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if diminishing:
            alpha = alpha / k
        w = w - alpha * dg(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_before_the_step: the costs after entry 0 are those of value_and_grad at the old point, so the start's cost stands twice and all costs lag one step behind the weights
def gradient_descent(g, alpha, max_its, w):
    both = jax.jit(jax.value_and_grad(g))
    weights, costs = [w], [float(g(w))]
    for k in range(max_its):
        cost, slope = both(w)
        step = 1 / (k + 1) if isinstance(alpha, str) else alpha
        w = w - step * slope
        weights.append(w)
        costs.append(float(cost))
    return weights, costs


# %% single gradient_of_the_start: the gradient is computed once, at the starting point, and used in every step
def gradient_descent(g, alpha, max_its, w):
    weight_history = [np.array(w)]
    cost_history = [g(w)]
    direction = -np.array(jax.grad(g)(w))
    k = 1
    while k <= max_its:
        alpha_k = 1 / k if alpha == "diminishing" else alpha
        w = w + alpha_k * direction
        weight_history.append(np.array(w))
        cost_history.append(g(w))
        k += 1
    return (weight_history, cost_history)


# %% whole halves_until_descent: a backtracking line search: the steplength of a step is halved until the cost goes down, so no step ever climbs
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    history = [(w, g(w))]
    for k in range(1, max_its + 1):
        t = 1.0 / k if alpha == "diminishing" else alpha
        w, cost = history[-1]
        d = grad(w)
        new = w - t * d
        tries = 0
        while g(new) > cost and tries < 30:
            t = t / 2
            new = w - t * d
            tries += 1
        history.append((new, g(new)))
    return [h[0] for h in history], [h[1] for h in history]


# %% whole counted_too_early: two slips of bookkeeping: points are appended before the step and the last one never (K entries, w^K is missing), and k is raised before it is used, so that the diminishing steplengths are 1/2, 1/3, ...
def gradient_descent(g, alpha, max_its, w):
    weight_history = []
    cost_history = []
    k = 1
    for _ in range(max_its):
        weight_history.append(w)
        cost_history.append(g(w))
        k = k + 1
        if alpha == "diminishing":
            rate = 1 / k
        else:
            rate = alpha
        w = w - rate * jax.grad(g)(w)
    return weight_history, cost_history
