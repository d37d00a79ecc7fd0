import numpy as np


# %% single error_before_step: the error is taken before the multiplication, so the errors start with that of x_init and the last one is missing
def random_walk(G, x_init, num_iter):
    x = x_init.copy()
    n = len(x)
    errors = []
    for _ in range(num_iter):
        errors.append(np.sum((x - 1 / n) ** 2))
        x = G @ x
    return x, errors


# %% single transposed: multiplies by the transpose of G (x @ G), which differs where G is not symmetric
def random_walk(G, x_init, num_iter):
    x = x_init
    errors = []
    uniform = np.ones(len(x)) / len(x)
    for k in range(num_iter):
        x = x @ G
        errors.append(np.sum((x - uniform) ** 2))
    return x, errors


# %% single root_of_error: the error is the norm of the difference and not its square
def random_walk(G, x_init, num_iter):
    x = np.array(x_init, dtype=float)
    target = np.full(x.shape, 1 / x.size)
    errors = np.zeros(num_iter)
    for it in range(num_iter):
        x = np.dot(G, x)
        errors[it] = np.linalg.norm(x - target)
    return x, errors


# %% whole change_as_error: the error is the squared distance between two successive distributions, not that from the uniform distribution
def one_step(G, x):
    n = len(x)
    new = np.zeros(n)
    for i in range(n):
        for j in range(n):
            new[i] += G[i, j] * x[j]
    return new


def random_walk(G, x_init, num_iter):
    current = x_init
    errors = []
    for t in range(num_iter):
        following = one_step(G, current)
        # how far are we from being stationary?
        diff = following - current
        errors.append(float(diff @ diff))
        current = following
    return current, errors


# %% whole power_iteration: scales x to Euclidean length 1 after every step, as the power method does, so x is no longer the distribution of the walk
def random_walk(G, x_init, num_iter):
    errors = []
    x = np.asarray(x_init, dtype=float)
    n = x.shape[0]
    for _ in range(num_iter):
        y = G.dot(x)
        x = y / np.sqrt(np.sum(y**2))
        gap = x - np.ones(n) / n
        errors.append(np.sum(gap * gap))
    return x, errors
