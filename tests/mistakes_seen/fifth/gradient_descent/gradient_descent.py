import numpy as np


# %% single first_entry_missing: the first step is taken before the history begins, so entry k is g(w^(k+1)): g(w^0) is missing and there is one step too many
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = []
    for k in range(max_its + 1):
        w = w - alpha * gradient(w)
        cost_history.append(g(w))
    return cost_history


# %% single gradient_once: the gradient is computed once, at the start w^0, and used in all steps
def gradient_descent(g, gradient, alpha, max_its, w):
    direction = gradient(w)
    costs = [g(w)]
    for _ in range(max_its):
        w = w - alpha * direction
        costs.append(g(w))
    return costs


# %% whole costs_of_averages: the costs are those of the running mean of the points w^0, ..., w^k in place of those of w^k
def running_mean(mean, new, count):
    return mean + (new - mean) / count


def gradient_descent(g, gradient, alpha, max_its, w):
    mean = w
    history = np.zeros(max_its + 1)
    history[0] = g(mean)
    for k in range(1, max_its + 1):
        w = w - alpha * gradient(w)
        mean = running_mean(mean, w, k + 1)
        history[k] = g(mean)
    return history


# %% whole heun: every step uses the mean of the gradients at the old point and at the point after a plain step (Heun's method) in place of the gradient at the old point
class Walker:
    """walks along w' = -grad g(w)"""

    def __init__(self, gradient, dt):
        self.rhs = lambda p: -gradient(p)
        self.dt = dt

    def advance(self, p):
        k1 = self.rhs(p)
        k2 = self.rhs(p + self.dt * k1)
        return p + self.dt * (k1 + k2) / 2


def gradient_descent(g, gradient, alpha, max_its, w):
    walker = Walker(gradient, alpha)
    out = [g(w)]
    position = w
    while len(out) <= max_its:
        position = walker.advance(position)
        out.append(g(position))
    return out
