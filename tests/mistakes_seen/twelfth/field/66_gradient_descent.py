import numpy as np


# %% single factor_two_missing: the gradient of the mean of squares lacks its factor 2
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    size = {"batch": len(y), "stochastic": 1, "mini_batch": batch_size}[method]
    for _ in range(n_iterations):
        for k in range(0, len(y), size):
            A, b = X[k : k + size], y[k : k + size]
            weights = weights - learning_rate * A.T @ (A @ weights - b) / len(b)
    return weights


# %% whole batches_at_the_weights_of_the_sweep: all batches of a sweep take their gradient at the weights from the start of the sweep in place of the newest ones, so for "stochastic" and "mini_batch" the steps are wrong
def split(X, y, size):
    for k in range(0, len(y), size):
        yield X[k : k + size], y[k : k + size]


def mse_gradient(X, y, weights):
    return 2 / len(y) * X.T.dot(X.dot(weights) - y)


def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    if method == "batch":
        size = len(y)
    elif method == "stochastic":
        size = 1
    else:
        size = batch_size
    for _ in range(n_iterations):
        updates = [learning_rate * mse_gradient(Xb, yb, weights) for Xb, yb in split(X, y, size)]
        weights = weights - np.sum(updates, axis=0)
    return weights
