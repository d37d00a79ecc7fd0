import numpy as np

# %% single integer_costs: the array for the costs is made by zeros_like of an integer array, so every cost is cut to a whole number
def gradient_descent(g, gradient, alpha, max_its, w):
    steps = np.arange(max_its + 1)
    costs = np.zeros_like(steps)
    costs[0] = g(w)
    for k in steps[1:]:
        w = w - alpha * gradient(w)
        costs[k] = g(w)
    return costs

# %% whole gradient_of_the_start: the gradient is evaluated once, at the start, and all K steps go along this same gradient
def gradient_descent(g, gradient, alpha, max_its, w):
    # direction of steepest descent
    direction = -np.asarray(gradient(w))
    # after k steps we have walked k * alpha in this direction
    distances = [alpha * k for k in range(max_its + 1)]
    points = [w + s * direction for s in distances]
    return [float(g(p)) for p in points]
