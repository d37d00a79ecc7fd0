import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single steps_from_one_half: the diminishing steplengths are 1/2, 1/3, 1/4, ... (1/(k+1) with k from 1) instead of 1, 1/2, 1/3, ...
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        step = 1 / (k + 1) if alpha == "diminishing" else alpha
        w = w - step * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_of_old_point: in each step the cost is evaluated before w is updated, so that cost entry k is g(w^(k-1)) and lags one step behind the weights
def gradient_descent(g, alpha, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if alpha == "diminishing":
            step = 1 / k
        else:
            step = alpha
        cost, slope = value_and_grad(w)
        w = w - step * slope
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history


# %% single step_divided_again: the diminishing steplength is divided by k again and again (step = step / k), so it is 1/k! (1, 1/2, 1/6, 1/24, ...) instead of 1/k
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    diminishing = alpha == "diminishing"
    step = 1.0 if diminishing else alpha
    for k in range(1, max_its + 1):
        if diminishing:
            step = step / k
        w = w - step * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole forward_difference: the gradient is a one-sided difference quotient with the coarse width 0.01, so every gradient is off by about 0.005 g''
H = 0.01


def slope(g, w):
    # derivative from the definition, one coordinate after the other
    if np.ndim(w) == 0:
        return (g(w + H) - g(w)) / H
    out = np.zeros(len(w))
    base = g(w)
    for j in range(len(w)):
        e = np.zeros(len(w))
        e[j] = H
        out[j] = (g(w + e) - base) / H
    return out


def gradient_descent(g, alpha, max_its, w):
    ws, costs = [], []
    for k in range(max_its + 1):
        ws.append(w)
        costs.append(float(g(w)))
        a = 1 / (k + 1) if alpha == "diminishing" else alpha
        w = w - a * slope(g, w)
    return ws, costs


# %% whole unit_direction: the gradient is divided by its length, so that every step has the length of the steplength itself (normalized gradient descent)
def descent_direction(grad_val):
    length = jnp.linalg.norm(jnp.atleast_1d(grad_val))
    if length == 0:
        return 0.0 * grad_val
    return -grad_val / length


def steplength(alpha, k):
    if alpha == "diminishing":
        return 1.0 / k
    return alpha


def gradient_descent(g, alpha, max_its, w):
    gradient = jax.jit(jax.grad(g))
    weight_history = [w]
    k = 1
    while k <= max_its:
        d = descent_direction(gradient(weight_history[-1]))
        weight_history.append(weight_history[-1] + steplength(alpha, k) * d)
        k += 1
    cost_history = [g(p) for p in weight_history]
    return weight_history, cost_history
