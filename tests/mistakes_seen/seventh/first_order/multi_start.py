import jax
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single start_returned: the start of the best run is returned in place of its final point
def descend(g, alpha, max_its, w):
    grad = jax.grad(g)
    for k in range(1, max_its + 1):
        w = w - (1 / k if alpha == "diminishing" else alpha) * grad(w)
    return w


def multi_start(g, alpha, max_its, starts):
    costs = [float(g(descend(g, alpha, max_its, start))) for start in starts]
    best = int(np.argmin(costs))
    return starts[best], costs[best]


# %% whole counter_not_reset: the step counter k goes on counting from one start to the next, so that with a diminishing steplength the later runs begin with short steps
def multi_start(g, alpha, max_its, starts):
    slope = jax.jit(jax.grad(g))
    best_w, best_cost = None, float("inf")
    k = 0
    for s in range(len(starts)):
        w = starts[s]
        for _ in range(max_its):
            k += 1
            if isinstance(alpha, str):
                w = w - slope(w) / k
            else:
                w = w - alpha * slope(w)
        cost = float(g(w))
        if cost < best_cost:
            best_w, best_cost = w, cost
    return best_w, best_cost
