import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single first_diminishing_step_is_half: the diminishing steplengths are 1/2, 1/3, ... as k counts from 1 and 1/(k + 1) is taken
def gradient_descent(g, alpha, max_its, w):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if isinstance(alpha, str):
            step = 1 / (k + 1)
        else:
            step = alpha
        w = w - step * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole coarse_difference_quotient: the gradient is a one-sided difference quotient with the coarse width 0.01
WIDTH = 1e-2


def num_gradient(g, w):
    """(g(w + h) - g(w)) / h in each direction"""
    base = float(g(w))
    if np.ndim(w) == 0:
        return (float(g(w + WIDTH)) - base) / WIDTH
    result = np.zeros(len(w))
    for j in range(len(w)):
        moved = np.array(w)
        moved[j] += WIDTH
        result[j] = (float(g(moved)) - base) / WIDTH
    return result


def steplength(alpha, k):
    if alpha == "diminishing":
        return 1.0 / k
    return alpha


def gradient_descent(g, alpha, max_its, w):
    points, costs = [w], [float(g(w))]
    k = 1
    while k <= max_its:
        w = w - steplength(alpha, k) * num_gradient(g, w)
        points.append(w)
        costs.append(float(g(w)))
        k += 1
    return points, costs
