import numpy as np


# %% single transposed: multiplies from the wrong side, x @ G (the transpose of G times x), which differs where G is not symmetric
def random_walk(G, x_init, num_iter):
    x = x_init
    errors = []
    for _ in range(num_iter):
        x = x @ G
        errors.append(np.sum((x - 1 / len(x)) ** 2))
    return x, errors


# %% single norm_not_squared: the error is the Euclidean norm of the distance from the uniform distribution, not its square
def random_walk(G, x_init, num_iter):
    n = len(x_init)
    uniform = np.ones(n) / n
    x, errors = x_init, []
    for i in range(num_iter):
        x = np.dot(G, x)
        errors.append(np.linalg.norm(x - uniform))
    return x, errors


# %% single error_before_the_step: the error is appended before the multiplication by G, so the history starts with the error of x_init and lacks the last one
def random_walk(G, x_init, num_iter):
    x = np.array(x_init)
    target = np.full(x.shape, 1.0 / x.shape[0])
    errors = []
    for t in range(num_iter):
        errors.append(((x - target) ** 2).sum())
        x = G.dot(x)
    return x, errors


# %% whole change_as_error: the errors are the squared differences of successive distributions, x_k - x_(k-1), instead of the squared distance from the uniform distribution
def step(G, x):
    n = len(x)
    new = np.zeros(n)
    for i in range(n):
        for j in range(n):
            new[i] += G[i][j] * x[j]
    return new


def squared_distance(a, b):
    diff = a - b
    return float(diff @ diff)


def random_walk(G, x_init, num_iter):
    """Walk num_iter steps and look at how much x still changes."""
    history = [np.asarray(x_init, dtype=float)]
    errors = []
    for k in range(1, num_iter + 1):
        history.append(step(G, history[k - 1]))
        errors.append(squared_distance(history[k], history[k - 1]))
    return history[-1], errors


# %% whole power_method: does the power method for an eigenvector: x is divided by its Euclidean norm after every multiplication, so that it is no distribution any more and its errors are others
def normalize(vec):
    length = np.sqrt(np.sum(vec**2))
    return vec / length


def random_walk(G, x_init, num_iter):
    N = G.shape[0]
    x_star = np.ones(N) / N  # uniform: every node equally likely
    errors = np.zeros(num_iter)
    x = x_init
    for it in range(num_iter):
        # power iteration
        x = normalize(G @ x)
        errors[it] = np.sum((x - x_star) ** 2)
    return x, errors
