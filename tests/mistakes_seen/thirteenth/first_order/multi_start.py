import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single start_in_place_of_end: the start of the best run is returned as w in place of the point where that run ends
def gradient_descent(g, alpha, max_its, w):
    grad = jax.grad(g)
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        a = 1 / k if alpha == "diminishing" else alpha
        w = w - a * grad(w)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


def multi_start(g, alpha, max_its, starts):
    best_w, best_cost = None, np.inf
    for w in starts:
        weights, costs = gradient_descent(g, alpha, max_its, w)
        if costs[-1] < best_cost:
            best_w, best_cost = w, costs[-1]
    return best_w, best_cost


# %% whole cost_before_the_last_step: all runs go in parallel, and the costs that choose the winner and are returned belong to the points before the last step
def rate(alpha, k):
    return 1.0 / k if isinstance(alpha, str) else alpha


def multi_start(g, alpha, max_its, starts):
    # no loop over the starts: vmap does all of them together
    all_costs = jax.jit(jax.vmap(g))
    all_grads = jax.jit(jax.vmap(jax.grad(g)))

    W = jnp.asarray(starts)
    costs = all_costs(W)
    for k in range(1, max_its + 1):
        costs = all_costs(W)
        W = W - rate(alpha, k) * all_grads(W)

    winner = int(jnp.argmin(costs))
    return W[winner], costs[winner]
