import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single best_on_the_way: the point of lowest cost among all points of all runs is returned, and not among the final points alone
def gradient_descent(g, alpha, max_its, w):
    dg = jax.jit(jax.grad(g))
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        a = 1 / k if alpha == "diminishing" else alpha
        w = w - a * dg(w)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


def multi_start(g, alpha, max_its, starts):
    best_w, best_cost = None, np.inf
    for start in starts:
        weights, costs = gradient_descent(g, alpha, max_its, start)
        for w, c in zip(weights, costs):
            if c < best_cost:
                best_w, best_cost = w, c
    return best_w, best_cost


# %% single start_of_the_best_run: the point that is returned is the start w^0 of the best run and not its final point w^K (the cost is right)
def multi_start(g, alpha, max_its, starts):
    slope = jax.jit(jax.grad(g))

    def run(w):
        for k in range(1, max_its + 1):
            w = w - (1 / k if alpha == "diminishing" else alpha) * slope(w)
        return w

    costs = [float(g(run(s))) for s in starts]
    best = int(np.argmin(costs))
    return starts[best], costs[best]


# %% whole best_cost_starts_at_0: the lowest cost so far starts at 0 in place of infinity, so where no final cost is below 0 the first start and the cost 0 are returned
def multi_start(g, alpha, max_its, starts):
    best_w = starts[0]
    best_cost = 0
    grad_g = jax.jit(jax.grad(g))
    i = 0
    while i < len(starts):
        w = starts[i]
        k = 1
        while k <= max_its:
            if alpha == "diminishing":
                w = w - grad_g(w) / k
            else:
                w = w - alpha * grad_g(w)
            k = k + 1
        if g(w) < best_cost:
            best_cost = g(w)
            best_w = w
        i = i + 1
    return best_w, best_cost


# %% whole cost_before_the_last_step: the cost of a run is g(w^(K-1)), computed before the last step, while its point is w^K: the runs are compared by it and it is returned
def descend(g, alpha, max_its, w):
    f = jax.jit(jax.value_and_grad(g))
    for k in range(max_its):
        cost, slope = f(w)
        rate = alpha if alpha != "diminishing" else 1 / (k + 1)
        w = w - rate * slope
    return w, cost


def multi_start(g, alpha, max_its, starts):
    results = [descend(g, alpha, max_its, s) for s in starts]
    results.sort(key=lambda r: float(r[1]))
    w, cost = results[0]
    return w, cost
