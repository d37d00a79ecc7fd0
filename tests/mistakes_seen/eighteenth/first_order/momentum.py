import jax
import jax.numpy as jnp
import numpy as np
from jax import grad, value_and_grad

jax.config.update("jax_enable_x64", True)


# %% single plain_heavy_ball: The gradient has no factor (1 - beta): h = beta h - grad, which is the heavy ball and not the exponential average.
def momentum(g, alpha, beta, max_its, w):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    h = 0.0
    for k in range(max_its):
        h = beta * h - gradient(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single average_starts_at_gradient: The average h starts at the negative gradient of the starting point and not at 0, so the first step is a full gradient step.
def momentum(g, alpha, beta, max_its, w):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    h = -gradient(w)
    for k in range(max_its):
        h = beta * h - (1 - beta) * gradient(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single gradient_ahead: The gradient is taken at the look-ahead point w + alpha beta h (Nesterov) and not at the old point w^(k-1).
def momentum(g, alpha, beta, max_its, w):
    dg = jax.jit(jax.grad(g))
    ws = [w]
    costs = [g(w)]
    h = jnp.zeros_like(w)
    for _ in range(max_its):
        ahead = w + alpha * beta * h
        h = beta * h - (1 - beta) * dg(ahead)
        w = w + alpha * h
        ws.append(w)
        costs.append(g(w))
    return ws, costs


# %% whole h_made_anew: h is set to 0 inside the loop, at every step, so nothing is remembered and each step is gradient descent with alpha (1 - beta).
def momentum(g, alpha, beta, max_its, w):
    f = value_and_grad(g)
    weight_history = []
    cost_history = []
    for k in range(max_its + 1):
        h = np.zeros(np.shape(w))
        cost, slope = f(w)
        weight_history.append(w)
        cost_history.append(cost)
        # exponential average of the slopes
        h = beta * h - (1 - beta) * slope
        w = w + alpha * h
    return weight_history, cost_history


# %% whole weights_of_average_swapped: The two weights of the average are exchanged: the old h gets 1 - beta and the new gradient gets beta.
def new_h(h, slope, beta):
    """exponential average of the negative gradients"""
    return (1 - beta) * h - beta * slope


def momentum(g, alpha, beta, max_its, w):
    g_prime = grad(g)
    state = (w, 0 * w)
    path = [state]
    i = 0
    while i < max_its:
        w, h = state
        h = new_h(h, g_prime(w), beta)
        state = (w + alpha * h, h)
        path.append(state)
        i += 1
    weights = [p[0] for p in path]
    return weights, [g(v) for v in weights]
