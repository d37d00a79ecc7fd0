import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def gradient_descent(g, alpha, max_its, w):
    gradient = jax.jit(jax.grad(g))
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        step = 1 / k if alpha == "diminishing" else alpha
        w = w - step * gradient(w)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% single returns_the_start: together with the lowest final cost the start of that run is returned, not its final point
def multi_start(g, alpha, max_its, starts):
    best_w, best_cost = None, np.inf
    for w in starts:
        weights, costs = gradient_descent(g, alpha, max_its, w)
        if costs[-1] < best_cost:
            best_cost = costs[-1]
            best_w = w
    return best_w, best_cost

# %% whole mean_over_starts: all starts are moved together by the gradient of the mean of their costs, so that every gradient is divided by the number of starts
def multi_start(g, alpha, max_its, starts):
    points = jnp.asarray(starts)          # all runs at once, one per row

    def batch_cost(points):
        return jnp.mean(jax.vmap(g)(points))

    batch_grad = jax.jit(jax.grad(batch_cost))
    if isinstance(alpha, str):
        rates = [1.0 / (k + 1) for k in range(max_its)]
    else:
        rates = [alpha] * max_its
    for rate in rates:
        points = points - rate * batch_grad(points)

    finals = jax.vmap(g)(points)
    winner = jnp.argmin(finals)
    return points[winner], finals[winner]
