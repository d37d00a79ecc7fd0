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


# %% single best_starts_at_zero: the lowest cost so far begins with 0 in place of infinity, so where all costs are positive the first start and the cost 0 are returned
def multi_start(g, alpha, max_its, starts):
    best_w, best_cost = starts[0], 0.0
    for start in starts:
        ws, costs = gradient_descent(g, alpha, max_its, start)
        if costs[-1] < best_cost:
            best_w, best_cost = ws[-1], costs[-1]
    return best_w, best_cost


# %% whole counter_goes_on: one object makes all runs and its counter k is not set back, so from the second start on the diminishing steplengths are 1 / (K + 1), 1 / (K + 2), ...
class Walker:
    def __init__(self, g, alpha):
        self.g = g
        self.slope = jax.grad(g)
        self.alpha = alpha
        self.k = 0

    def rate(self):
        self.k += 1
        if isinstance(self.alpha, str):
            return 1.0 / self.k
        return self.alpha

    def walk(self, w, steps):
        for _ in range(steps):
            w = w - self.rate() * self.slope(w)
        return w, float(self.g(w))


def multi_start(g, alpha, max_its, starts):
    walker = Walker(g, alpha)
    finals = [walker.walk(start, max_its) for start in starts]
    lowest = int(np.argmin([cost for _, cost in finals]))
    return finals[lowest]
