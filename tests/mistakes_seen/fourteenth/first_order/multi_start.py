import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single largest_decrease: picks the run whose cost falls most, g(w^0) - g(w^K), in place of the run whose final cost is lowest
def multi_start(g, alpha, max_its, starts):
    grad_g = jax.jit(jax.grad(g))
    best_w, best_cost = None, None
    best_gain = -np.inf
    for s in starts:
        w = s
        for k in range(1, max_its + 1):
            step = 1 / k if alpha == "diminishing" else alpha
            w = w - step * grad_g(w)
        gain = float(g(s) - g(w))
        if gain > best_gain:
            best_gain = gain
            best_w, best_cost = w, float(g(w))
    return best_w, best_cost


# %% single returns_the_start: returns the starting point of the best run in place of its final point (the cost is that of the final point)
def multi_start(g, alpha, max_its, starts):
    grad_g = jax.jit(jax.grad(g))
    finals = []
    for w in starts:
        for k in range(1, max_its + 1):
            a = 1 / k if alpha == "diminishing" else alpha
            w = w - a * grad_g(w)
        finals.append(float(g(w)))
    best = int(np.argmin(finals))
    return starts[best], finals[best]


# %% single one_step_less: each run takes max_its - 1 steps (the loop goes from 1 to max_its - 1)
def multi_start(g, alpha, max_its, starts):
    dg = jax.grad(g)
    results = []
    for w in starts:
        for k in range(1, max_its):
            if alpha == "diminishing":
                w = w - dg(w) / k
            else:
                w = w - alpha * dg(w)
        results.append((float(g(w)), w))
    cost, w = min(results, key=lambda pair: pair[0])
    return w, cost


# %% whole best_cost_not_kept: compares every run with infinity, because the best cost is not updated when a better run is found, so that the last run is returned
def run(g, alpha, max_its, w):
    d = jax.jit(jax.grad(g))
    for it in range(max_its):
        if alpha == "diminishing":
            steplength = 1.0 / (it + 1)
        else:
            steplength = alpha
        w = w - steplength * d(w)
    return w


def multi_start(g, alpha, max_its, starts):
    best_w = starts[0]
    best_cost = float("inf")
    for i in range(len(starts)):
        w_new = run(g, alpha, max_its, starts[i])
        if g(w_new) < best_cost:
            best_w = w_new
    return best_w, g(best_w)


# %% whole best_start_only: picks the start of lowest cost and runs gradient descent from that one alone, and not from every start; and it returns the cost of the start in place of that of the final point
def descend(g, alpha, max_its, w0):
    grad_g = jax.grad(g)
    history = [jnp.asarray(w0)]
    for k in range(1, max_its + 1):
        alpha_k = 1 / k if alpha == "diminishing" else alpha
        history.append(history[-1] - alpha_k * grad_g(history[-1]))
    return history


def multi_start(g, alpha, max_its, starts):
    starts = jnp.asarray(starts)
    costs = jax.vmap(g)(starts)
    # the most promising start
    best = jnp.argmin(costs)
    w = descend(g, alpha, max_its, starts[best])[-1]
    return w, costs[best]
