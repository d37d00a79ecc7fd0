import numpy as np


# %% single errors_before_the_steps: each error is recorded before the step, so that the start's is there and the last one is missing
def random_walk(G, x_init, num_iter):
    x = x_init.copy()
    n = len(x)
    errors = []
    for t in range(num_iter):
        errors.append(np.linalg.norm(x - np.ones(n) / n) ** 2)
        x = G.dot(x)
    return x, errors


# %% whole power_iteration: x is scaled to length one in every step as in a power iteration, and the error is the sum of the absolute differences
def normalized(x):
    return x / np.sqrt(np.sum(x * x))


def distance_to_uniform(x):
    uniform = np.full(x.shape, 1.0 / x.size)
    return np.sum(np.abs(x - uniform))


def random_walk(G, x_init, num_iter):
    """The walk tends to the eigenvector of the largest eigenvalue."""
    x = np.array(x_init, dtype=float)
    errors = np.zeros(num_iter)
    for t in range(num_iter):
        x = normalized(G @ x)
        errors[t] = distance_to_uniform(x)
    return x, errors
