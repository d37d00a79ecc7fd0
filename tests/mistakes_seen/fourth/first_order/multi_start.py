import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single one_step_too_few: each run takes max_its - 1 steps (the loop is range(1, max_its)) in place of max_its
def multi_start(g, alpha, max_its, starts):
    grad = jax.jit(jax.grad(g))
    best_w, best_cost = None, np.inf
    for w in starts:
        for k in range(1, max_its):
            step = 1 / k if alpha == "diminishing" else alpha
            w = w - step * grad(w)
        cost = g(w)
        if cost < best_cost:
            best_w, best_cost = w, cost
    return best_w, best_cost


# %% single point_of_last_run: it returns the final point of the last run (the loop's variable w), with the lowest cost, in place of the final point that has this lowest cost
def multi_start(g, alpha, max_its, starts):
    grad = jax.jit(jax.grad(g))
    best = float("inf")
    for start in starts:
        w = start
        for k in range(1, max_its + 1):
            if alpha == "diminishing":
                w = w - grad(w) / k
            else:
                w = w - alpha * grad(w)
        cost = float(g(w))
        if cost < best:
            best = cost
    return w, best


# %% whole only_the_best_start: it picks the start of lowest cost and runs gradient descent from this one alone, in place of from every start and then comparing the final costs
def lowest(g, candidates):
    winner = candidates[0]
    for candidate in candidates[1:]:
        if float(g(candidate)) < float(g(winner)):
            winner = candidate
    return winner


def walk_down(g, alpha, n_steps, point):
    slope = jax.grad(g)
    k = 0
    while k < n_steps:
        k += 1
        length = (1.0 / k) if isinstance(alpha, str) else alpha
        point = point - length * slope(point)
    return point


def multi_start(g, alpha, max_its, starts):
    begin = lowest(g, starts)
    end = walk_down(g, alpha, max_its, begin)
    return end, float(g(end))


# %% whole returns_the_start: all runs at once with vmap; it returns the start of the best run, starts[argmin], in place of the final point of that run (the cost is that of the final point)
def multi_start(g, alpha, max_its, starts):
    all_costs = jax.vmap(g)
    all_slopes = jax.jit(jax.vmap(jax.grad(g)))
    lengths = [1.0 / k if alpha == "diminishing" else alpha for k in range(1, max_its + 1)]
    positions = jnp.array(starts)
    for length in lengths:
        positions = positions - length * all_slopes(positions)
    final_costs = all_costs(positions)
    best = int(jnp.argmin(final_costs))
    return starts[best], final_costs[best]
