import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single divides_again_and_again: divides the steplength by k in every step and keeps the quotient, so that the diminishing steplengths are 1, 1/2, 1/6, 1/24, ... in place of 1/k
def gradient_descent(g, alpha, max_its, w):
    gradient = jax.grad(g)
    diminishing = alpha == "diminishing"
    if diminishing:
        alpha = 1.0
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if diminishing:
            alpha = alpha / k
        w = w - alpha * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single cost_of_the_old_point: appends the cost before the step, so that entry k of the cost history is g(w^{k-1}) from k = 1 on
def gradient_descent(g, alpha, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        cost, grad = value_and_grad(w)
        steplength = 1 / k if alpha == "diminishing" else alpha
        w = w - steplength * grad
        weight_history.append(w)
        cost_history.append(cost)
    return weight_history, cost_history


# %% single gradient_once: evaluates the gradient once, at the starting point, and uses it in all steps
def gradient_descent(g, alpha, max_its, w):
    gradient = jax.grad(g)(w)
    weights = [w]
    costs = [g(w)]
    for k in range(1, max_its + 1):
        if alpha == "diminishing":
            a = 1 / k
        else:
            a = alpha
        w = w - a * gradient
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% whole backtracks: halves the steplength of a step until the cost falls, although the steplength is given
def step_that_goes_down(g, w, d, a):
    g_old = g(w)
    new = w - a * d
    tries = 0
    # do not jump over the minimum
    while g(new) >= g_old and tries < 30:
        a = a / 2
        new = w - a * d
        tries += 1
    return new


def gradient_descent(g, alpha, max_its, w):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        a = 1.0 / k if alpha == "diminishing" else alpha
        w = step_that_goes_down(g, w, gradient(w), a)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole stops_early: stops as soon as the cost changes by less than 0.01 in a step, so that the histories are too short
TOLERANCE = 1e-2


def steplength(alpha, k):
    if isinstance(alpha, str):
        return 1.0 / k
    return alpha


def gradient_descent(g, alpha, max_its, w):
    cost_and_gradient = jax.jit(jax.value_and_grad(g))
    ws, gs = [], []
    k = 0
    cost, grad = cost_and_gradient(w)
    ws.append(w)
    gs.append(cost)
    while k < max_its:
        k = k + 1
        w = w - steplength(alpha, k) * grad
        cost, grad = cost_and_gradient(w)
        ws.append(w)
        gs.append(cost)
        if abs(gs[-1] - gs[-2]) < TOLERANCE:
            # converged
            break
    return ws, gs
