import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single gradient_once: the gradient is evaluated once at the start, before the loop, and the same gradient is used in every step
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    direction = gradient(w)
    for _ in range(max_its):
        w = w - alpha * direction
        cost_history.append(g(w))
    return cost_history

# %% whole coordinates_in_turn: the coordinates are updated one after the other and the gradient is evaluated anew in between, so the later coordinates see the new value of the earlier ones; the update is not simultaneous
def gradient_descent(g, gradient, alpha, max_its, w):
    """Costs along the way of steepest descent."""
    if np.ndim(w) == 0:
        return descend_scalar(g, gradient, alpha, max_its, w)
    point = np.array(w, dtype=float)
    costs = np.empty(max_its + 1)
    costs[0] = g(point)
    for k in range(1, max_its + 1):
        for j in range(point.size):
            point[j] -= alpha * gradient(point)[j]
        costs[k] = g(point)
    return costs


def descend_scalar(g, gradient, alpha, max_its, w):
    costs = np.empty(max_its + 1)
    costs[0] = g(w)
    for k in range(1, max_its + 1):
        w = w - alpha * gradient(w)
        costs[k] = g(w)
    return costs
