import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single best_point_on_the_way: the lowest cost of the whole history is taken in each run, not the cost of the final point
def gradient_descent(g, alpha, max_its, w):
    gradient = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        if alpha == "diminishing":
            step = 1 / k
        else:
            step = alpha
        w = w - step * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


def multi_start(g, alpha, max_its, starts):
    best_w = None
    best_cost = np.inf
    for w0 in starts:
        weights, costs = gradient_descent(g, alpha, max_its, w0)
        ind = np.argmin(costs)
        if costs[ind] < best_cost:
            best_cost = costs[ind]
            best_w = weights[ind]
    return best_w, best_cost

# %% whole only_the_best_start_is_run: the start of lowest cost is picked first, and gradient descent runs from it alone
def pick_start(g, starts):
    costs = [float(g(s)) for s in starts]
    return starts[int(np.argmin(costs))]


def descend(g, alpha, steps, w):
    d = jax.jit(jax.grad(g))
    for k in range(1, steps + 1):
        a = 1.0 / k if alpha == "diminishing" else alpha
        w = w - a * d(w)
    return w


def multi_start(g, alpha, max_its, starts):
    # the start that is lowest already is the most promising one
    w = descend(g, alpha, max_its, pick_start(g, starts))
    return w, g(w)
