import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single heavy_ball: the gradient enters without the factor (1 - beta): h = beta h - gradient
def momentum(g, alpha, beta, max_its, w):
    gradient = jax.grad(g)
    h = 0 * w
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        h = beta * h - gradient(w)
        w = w + alpha * h
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single h_starts_at_the_gradient: h starts at h^0 = -gradient(w^0) in place of 0
def momentum(g, alpha, beta, max_its, w):
    nabla = jax.grad(g)
    h = -nabla(w)
    ws = [w]
    for _ in range(max_its):
        h = beta * h - (1 - beta) * nabla(w)
        w = w + alpha * h
        ws.append(w)
    return ws, [g(p) for p in ws]


# %% whole nesterov: two slips: the gradient is taken at the look-ahead point w + alpha beta h (Nesterov) in place of w; and it enters without the factor (1 - beta)
def momentum(g, alpha, beta, max_its, w):
    dim = np.shape(w)
    weights = np.zeros((max_its + 1,) + dim)
    costs = np.zeros(max_its + 1)
    velocity = np.zeros(dim)
    weights[0] = w
    costs[0] = g(w)
    for k in range(1, max_its + 1):
        ahead = weights[k - 1] + alpha * beta * velocity
        slope = np.array(jax.grad(g)(ahead))
        velocity = beta * velocity - slope
        weights[k] = weights[k - 1] + alpha * velocity
        costs[k] = g(weights[k])
    return weights, costs


# %% whole moves_with_the_old_h: w moves first, with the old average, w^k = w^(k-1) + alpha h^(k-1), and h is updated afterwards with the gradient at the new point, so the first step does not move at all
from jax import grad


def momentum(g, alpha, beta, max_its, w):
    weight_history = [w]
    cost_history = [g(w)]
    h = jnp.zeros_like(w)
    it = 0
    while it < max_its:
        w_new = w + alpha * h
        h = beta * h - (1 - beta) * grad(g)(w_new)
        w = w_new
        weight_history.append(w)
        cost_history.append(g(w))
        it += 1
    return weight_history, cost_history
