import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single v_starts_at_0: v starts at 0 and the argument initial is ignored
def adagrad(g, alpha, initial, eps, max_its, w):
    gradient = jax.grad(g)
    v = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        d = gradient(w)
        v = v + d**2
        w = w - alpha * d / jnp.sqrt(v + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single root_forgotten: the root is forgotten: the gradient is divided by v + eps in place of sqrt(v + eps)
def adagrad(g, alpha, initial, eps, max_its, w):
    v = initial + 0 * w
    ws, cs = [w], [g(w)]
    for _ in range(max_its):
        dw = jax.grad(g)(w)
        v = v + dw**2
        w = w - alpha * dw / (v + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


# %% whole one_sum_for_all_components: v is one number for all components, to which the squared length of the whole gradient is added in each step, in place of a sum for each component
def adagrad(g, alpha, initial, eps, max_its, w):
    G = initial
    history = {"w": [w], "cost": [float(g(w))]}
    for k in range(1, max_its + 1):
        grad_k = np.array(jax.grad(g)(w))
        G += np.linalg.norm(grad_k) ** 2
        w = w - alpha / np.sqrt(G + eps) * grad_k
        history["w"].append(w)
        history["cost"].append(float(g(w)))
    return history["w"], history["cost"]


# %% whole mean_of_the_squares: two slips: v is initial plus the mean of all squared gradients so far in place of initial plus their sum, and eps is added outside the root
def adagrad(g, alpha, initial, eps, max_its, w):
    all_squares = []
    weights = [w]
    slope = jax.grad(g)
    while len(weights) < max_its + 1:
        d = np.array(slope(weights[-1]))
        all_squares.append(d**2)
        v = initial + np.mean(all_squares, axis=0)
        weights.append(weights[-1] - alpha * d / (np.sqrt(v) + eps))
    costs = list(map(g, weights))
    return weights, costs
