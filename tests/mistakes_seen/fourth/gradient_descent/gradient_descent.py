import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single last_cost_missing: the cost is recorded before each step and not after the last one, so that the history has K entries, g(w^0) to g(w^(K-1)), in place of K + 1
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = []
    for _ in range(max_its):
        cost_history.append(g(w))
        w = w - alpha * gradient(w)
    return cost_history


# %% single gradient_taken_once: the gradient is computed once, at the start w^0 before the loop, in place of anew at w^(k-1) in each step
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    slope = gradient(w)
    for k in range(1, max_its + 1):
        w = w - alpha * slope
        cost_history.append(g(w))
    return cost_history


# %% whole own_gradient: it calls its own gradient of question 2, (4 w^3 + 2 w + 10) / 50, in place of the argument `gradient`, so that it is wrong for every other cost
def gradient_func(w):
    terms = [4 * w**3, 2 * w, 10]
    return sum(terms) / 50


class Walker:
    """Holds a point and goes downhill with it."""

    def __init__(self, cost, start, steplength):
        self.cost = cost
        self.position = start
        self.steplength = steplength
        self.log = [cost(start)]

    def go(self):
        self.position = self.position - self.steplength * gradient_func(self.position)
        self.log.append(self.cost(self.position))


def gradient_descent(g, gradient, alpha, max_its, w):
    walker = Walker(g, w, alpha)
    for _ in range(max_its):
        walker.go()
    return walker.log


# %% whole returns_points: it returns the points w^0, ..., w^K in place of the costs g(w^0), ..., g(w^K)
def descend(point, gradient, alpha, left):
    """All the points that are still to come."""
    trail = []
    while left > 0:
        slope = np.asarray(gradient(point))
        point = point - alpha * slope
        trail.append(np.copy(point))
        left -= 1
    return trail


def gradient_descent(g, gradient, alpha, max_its, w):
    trail = [np.copy(w)] + descend(w, gradient, alpha, max_its)
    costs = [float(g(p)) for p in trail]
    print("from", costs[0], "to", costs[-1])
    return np.array(trail)
