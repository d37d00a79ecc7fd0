# %% single costs_one_step_late: The cost is appended before the step inside of the loop, so entry k holds g(w^(k-1)) and the last cost is missing.
def gradient_descent(g, gradient, alpha, max_its, w):
    cost_history = [g(w)]
    for k in range(max_its):
        cost_history.append(g(w))
        w = w - alpha * gradient(w)
    return cost_history

# %% whole refuses_steps_that_go_uphill: A step is taken only if it lowers the cost and otherwise the steplength is halved for good, which is no longer a fixed steplength.
import numpy as np


def try_step(g, w, d, alpha):
    candidate = w - alpha * d
    return candidate, float(g(candidate))


def gradient_descent(g, gradient, alpha, max_its, w):
    costs = np.empty(max_its + 1)
    costs[0] = g(w)
    for k in range(1, max_its + 1):
        candidate, cost = try_step(g, w, gradient(w), alpha)
        if cost < costs[k - 1]:
            w = candidate
            costs[k] = cost
        else:
            alpha = alpha / 2
            costs[k] = costs[k - 1]
    return costs
