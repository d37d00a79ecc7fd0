import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single diminishing_from_two: the diminishing steplengths are 1/2, 1/3, ... since k+1 is used with k from 1
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    ws, gs = [w], [g(w)]
    for k in range(1, max_its + 1):
        a = 1 / (k + 1) if alpha == "diminishing" else alpha
        w = w - a * grad(w)
        ws.append(w)
        gs.append(g(w))
    return ws, gs

# %% single costs_one_late: the cost is recorded before the step is taken
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        step = 1.0 / k if alpha == "diminishing" else alpha
        cost_history.append(g(w))
        w = w - step * grad(w)
        weight_history.append(w)
    return weight_history, cost_history

# %% single square_root_schedule: the diminishing steplength is 1/sqrt(k)
def gradient_descent(g, alpha, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    weight_history, cost_history = [], []
    for k in range(max_its + 1):
        value, slope = value_and_grad(w)
        weight_history.append(w)
        cost_history.append(value)
        if alpha == "diminishing":
            w = w - slope / np.sqrt(k + 1)
        else:
            w = w - alpha * slope
    return weight_history, cost_history

# %% single steplength_overwritten: alpha is multiplied into 1/k over and over, so the steplengths are 1, 1/2, 1/6, ...
def gradient_descent(g, alpha, max_its, w):
    diminishing = alpha == "diminishing"
    if diminishing:
        alpha = 1.0
    history, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        if diminishing:
            alpha = alpha / k
        w = w - alpha * jax.grad(g)(w)
        history.append(w)
        costs.append(g(w))
    return history, costs

# %% single early_stop: stops when the gradient is small, so the history is too short
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        if jnp.linalg.norm(jnp.atleast_1d(d)) < 1e-1:
            break
        w = w - (1 / k if alpha == "diminishing" else alpha) * d
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole normalized_direction: divides the gradient by its length (the lecture's other method), and keeps the best point
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    best = w
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        d = d / (jnp.linalg.norm(d) + 1e-12)
        step = alpha if alpha != "diminishing" else 1 / k
        w = w - step * d
        if g(w) < g(best):
            best = w
        weights.append(best)
        costs.append(g(best))
    return weights, costs

# %% whole recursion_without_start: recursive helper; the start is left out, and the cost of the last point is there twice
def step(g, w, a):
    return w - a * jax.grad(g)(w)

def gradient_descent(g, alpha, max_its, w):
    weight_history = []
    cost_history = []
    for k in range(max_its):
        if alpha == "diminishing":
            w = step(g, w, 1 / (k + 1))
        else:
            w = step(g, w, alpha)
        weight_history.append(w)
        cost_history.append(g(w))
        # print(k, w, g(w))
    weight_history.append(w)
    cost_history.append(g(w))
    return weight_history, cost_history

# %% whole schedule_for_all: reads "diminishing" as a factor for every alpha: alpha/k also for a fixed one
def gradient_descent(g, alpha, max_its, w):
    if alpha == "diminishing":
        alpha = 1.0
    # steplength rule
    lr = lambda k: alpha / k
    W = [w]
    for k in range(1, max_its + 1):
        W.append(W[-1] - lr(k) * jax.grad(g)(W[-1]))
    return W, [g(x) for x in W]
