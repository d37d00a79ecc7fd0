import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        steplength = 1 / k if alpha == "diminishing" else alpha
        w = w - steplength * grad(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single start_of_best_run: the starting point of the best run is returned in place of its final point (the cost is that of the final point)
def multi_start(g, alpha, max_its, starts):
    best_w, best_cost = None, np.inf
    for start in starts:
        weight_history, cost_history = gradient_descent(g, alpha, max_its, start)
        if cost_history[-1] < best_cost:
            best_w, best_cost = weight_history[0], cost_history[-1]
    return best_w, best_cost


# %% whole one_step_too_few: fori_loop(1, max_its, ...) leaves out its upper end, so every run takes max_its - 1 steps in place of max_its
def descend_all(g, alpha, max_its, W):
    """all the runs at once, one row (or number) of W for each"""
    slopes = jax.vmap(jax.grad(g))

    def body(k, W):
        rate = 1.0 / k if alpha == "diminishing" else alpha
        return W - rate * slopes(W)

    return jax.lax.fori_loop(1, max_its, body, W)


def multi_start(g, alpha, max_its, starts):
    ends = descend_all(g, alpha, max_its, jnp.asarray(starts, dtype=float))
    costs = jax.vmap(g)(ends)
    best = int(jnp.argmin(costs))
    return ends[best], costs[best]
