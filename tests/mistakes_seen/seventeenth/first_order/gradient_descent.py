import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single steps_start_at_half: with "diminishing" the first steplength is 1/2 instead of 1, because the counter that starts at 1 gets another + 1 (1/(k+1)); a fixed steplength is right
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


# %% single cost_one_late: the cost is evaluated before the step and stored beside the point after the step, so the costs are g(w0), g(w0), g(w1), ... and lag one step behind the weights (which are right)
def gradient_descent(g, alpha, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        steplength = 1.0 / k if alpha == "diminishing" else alpha
        cost, grad = value_and_grad(w)
        w = w - steplength * grad
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history


# %% single divided_again: the diminishing steplength is divided by k again and again, so that it is 1, 1/2, 1/6, 1/24, ... (1/k!) instead of 1/k; a fixed steplength is right
def gradient_descent(g, alpha, max_its, w):
    diminishing = isinstance(alpha, str) and alpha == "diminishing"
    step = 1.0 if diminishing else alpha
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        if diminishing:
            step /= k
        w = w - step * jax.grad(g)(w)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% whole root_schedule: the diminishing steplength is 1/sqrt(k) instead of 1/k (the schedule of the convergence proof for subgradients); a fixed steplength is right
def steplength(alpha, k):
    """Steplength of step k (k = 1, 2, ...)."""
    if alpha == "diminishing":
        return 1.0 / np.sqrt(k)
    return alpha


def gradient_descent(g, alpha, max_its, w):
    f = jax.jit(jax.value_and_grad(g))

    weight_history, cost_history = [], []
    k = 0
    # collect the point and the cost first, then go on
    while True:
        cost, grad = f(w)
        weight_history.append(w)
        cost_history.append(float(cost))
        if k == max_its:
            break
        k += 1
        w = w - steplength(alpha, k) * grad
    return weight_history, cost_history


# %% whole unit_direction: the gradient is divided by its length before the step, so every step has the length alpha_k and the magnitude of the gradient is lost
def direction(grad_f, point):
    d = np.asarray(grad_f(point), dtype=float)
    length = np.sqrt(np.sum(d * d))
    if length == 0:
        return d
    return d / length


def gradient_descent(g, alpha, max_its, w):
    # compute gradient function once
    grad_f = jax.grad(g)
    W = [w]
    for k in range(max_its):
        if alpha == "diminishing":
            a = 1 / (k + 1)
        else:
            a = alpha
        W.append(W[-1] - a * direction(grad_f, W[-1]))

    # now all costs
    costs = [g(p) for p in W]
    return W, costs
