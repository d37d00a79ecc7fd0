import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single returns_the_start: it returns the start whose run ends lowest, in place of the final point of that run (the cost is that of the final point)
def multi_start(g, alpha, max_its, starts):
    grad = jax.jit(jax.grad(g))
    costs = []
    for s in starts:
        w = s
        for k in range(1, max_its + 1):
            a = 1 / k if alpha == "diminishing" else alpha
            w = w - a * grad(w)
        costs.append(float(g(w)))
    best = int(np.argmin(costs))
    return starts[best], costs[best]


# %% single best_cost_kept_at_inf: the best cost is never updated in the comparison, so the last run always wins
def multi_start(g, alpha, max_its, starts):
    grad = jax.grad(g)
    best_cost = np.inf
    w_best = None
    for w in starts:
        for k in range(max_its):
            if alpha == "diminishing":
                step = 1.0 / (k + 1)
            else:
                step = alpha
            w = w - step * grad(w)
        cost = g(w)
        if cost < best_cost:
            w_best = w
            final_cost = cost
    return w_best, final_cost


# %% single best_on_the_way: it compares all points of every run and returns the best point on the way in place of the best final point
def multi_start(g, alpha, max_its, starts):
    grad = jax.grad(g)
    best_w, best_c = starts[0], g(starts[0])
    for w in starts:
        for k in range(1, max_its + 1):
            a = 1 / k if alpha == "diminishing" else alpha
            w = w - a * grad(w)
            c = g(w)
            if c < best_c:
                best_w, best_c = w, c
    return best_w, best_c


# %% whole vmap_fori_one_short: fori_loop(1, max_its) excludes its end, so every run makes one step too few
def multi_start(g, alpha, max_its, starts):
    dg = jax.grad(g)
    diminishing = isinstance(alpha, str)

    def body(k, w):
        steplength = 1.0 / k if diminishing else alpha
        return w - steplength * dg(w)

    def run(w0):
        # k = 1, 2, ..., K
        return jax.lax.fori_loop(1, max_its, body, w0)

    finals = jax.vmap(run)(jnp.asarray(starts))
    costs = jax.vmap(g)(finals)
    i = jnp.argmin(costs)
    return finals[i], costs[i]


# %% whole flattest_wins: the run is chosen by the smallest norm of the final gradient in place of the lowest final cost
def descend(g, alpha, steps, w):
    slope = jax.grad(g)
    for k in range(1, steps + 1):
        if alpha == "diminishing":
            w = w - slope(w) / k
        else:
            w = w - alpha * slope(w)
    return w


def closeness(g, w):
    """How close to a stationary point are we?"""
    return np.linalg.norm(np.atleast_1d(jax.grad(g)(w)))


def multi_start(g, alpha, max_its, starts):
    ends = [descend(g, alpha, max_its, start) for start in starts]
    # the winner is the run that has converged best
    winner = min(ends, key=lambda w: closeness(g, w))
    return winner, g(winner)
