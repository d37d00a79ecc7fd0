import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_outside_the_root: eps is added outside the root, sqrt(v) + eps, in place of sqrt(v + eps)
def rmsprop(g, alpha, rho, eps, max_its, w):
    gradient = jax.grad(g)
    v = 0 * w
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        grad = gradient(w)
        v = rho * v + (1 - rho) * grad**2
        w = w - alpha * grad / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single bias_corrected: v is bias-corrected as in Adam, v / (1 - rho^k), in place of being used as it is
def rmsprop(g, alpha, rho, eps, max_its, w):
    ws = [w]
    v = 0.0
    for k in range(1, max_its + 1):
        d = jax.grad(g)(ws[-1])
        v = rho * v + (1 - rho) * d * d
        v_hat = v / (1 - rho**k)
        ws.append(ws[-1] - alpha * d / jnp.sqrt(v_hat + eps))
    return ws, [g(p) for p in ws]


# %% whole rho_and_1_minus_rho_swapped: rho and 1 - rho are swapped in the running mean: v = (1 - rho) v + rho d^2
def rmsprop(g, alpha, rho, eps, max_its, w):
    shape = (max_its + 1,) + np.shape(w)
    points = np.zeros(shape)
    costs = np.zeros(max_its + 1)
    points[0], costs[0] = w, g(w)
    squares = np.zeros(np.shape(w))
    slope = jax.grad(g)
    for k in range(max_its):
        d = np.array(slope(points[k]))
        squares = (1 - rho) * squares + rho * d**2
        points[k + 1] = points[k] - alpha * d / np.sqrt(squares + eps)
        costs[k + 1] = g(points[k + 1])
    return points, costs


# %% whole divides_by_the_old_v: w is moved before v is updated, so that step k divides by sqrt(v^(k-1) + eps) in place of sqrt(v^k + eps)
from jax import grad


def rmsprop(g, alpha, rho, eps, max_its, w):
    weight_history = []
    cost_history = []
    weight_history.append(w)
    cost_history.append(g(w))
    v = jnp.zeros_like(w)
    i = 0
    while i < max_its:
        gk = grad(g)(w)
        w = w - alpha * gk / jnp.sqrt(v + eps)
        v = rho * v + (1 - rho) * gk**2
        weight_history.append(w)
        cost_history.append(g(w))
        i = i + 1
    return weight_history, cost_history
