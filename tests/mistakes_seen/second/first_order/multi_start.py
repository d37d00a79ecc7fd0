import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def gradient_descent(g, alpha, max_its, w):
    dg = jax.jit(jax.grad(g))
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        w = w - (1 / k if isinstance(alpha, str) else alpha) * dg(w)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single best_cost_starts_at_zero: the best cost so far starts at 0 instead of infinity, so a cost with positive minima never beats it and the first start is returned with the cost 0
def multi_start(g, alpha, max_its, starts):
    best_w, best_cost = starts[0], 0.0
    for start in starts:
        weights, costs = gradient_descent(g, alpha, max_its, start)
        if costs[-1] < best_cost:
            best_w, best_cost = weights[-1], costs[-1]
    return best_w, best_cost


# %% single lowest_start: chooses the run whose start has the lowest cost, not the run whose final point has
def multi_start(g, alpha, max_its, starts):
    runs = [gradient_descent(g, alpha, max_its, s) for s in starts]
    best = min(runs, key=lambda run: float(run[1][0]))
    return best[0][-1], best[1][-1]


# %% single one_step_short: every run takes max_its - 1 steps (range(1, max_its))
def multi_start(g, alpha, max_its, starts):
    grad = jax.jit(jax.grad(g))
    ends = []
    for w in starts:
        for k in range(1, max_its):
            step = 1.0 / k if alpha == "diminishing" else alpha
            w = w - step * grad(w)
        ends.append(w)
    values = [float(g(w)) for w in ends]
    i = int(np.argmin(values))
    return ends[i], values[i]


# %% whole best_on_the_way_misaligned: two slips: looks for the lowest cost of all points on the way instead of among the final points; and the weights are stored after each step but their costs before it (the final costs are dropped), so that the cost returned is that of the point one step before the w returned
def multi_start(g, alpha, max_its, starts):
    all_w, all_costs = [], []
    for start in starts:
        w = start
        costs = [float(g(w))]
        ws = []
        for k in range(max_its):
            a = alpha if alpha != "diminishing" else 1 / (k + 1)
            w = w - a * jax.grad(g)(w)
            ws.append(w)
            costs.append(float(g(w)))
        all_w += ws
        all_costs += costs[:-1]
    i = all_costs.index(min(all_costs))
    return all_w[i], all_costs[i]


# %% whole smallest_gradient_wins: runs all starts at once and picks the run whose final gradient is smallest, the "most stationary" point, instead of the lowest final cost
def multi_start(g, alpha, max_its, starts):
    grads = jax.jit(jax.vmap(jax.grad(g)))
    w = jnp.asarray(starts)
    for k in range(1, max_its + 1):
        w = w - (1 / k if isinstance(alpha, str) else alpha) * grads(w)
    lengths = jnp.sqrt(jnp.sum(grads(w).reshape(len(w), -1) ** 2, axis=1))
    winner = int(jnp.argmin(lengths))
    return w[winner], g(w[winner])
