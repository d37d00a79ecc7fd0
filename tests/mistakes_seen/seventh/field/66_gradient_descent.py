import numpy as np


# %% single factor_two_missing: the gradient of the mean of squares lacks its factor 2
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    n = len(y)
    if method == "batch":
        batch_size = n
    elif method == "stochastic":
        batch_size = 1
    for _ in range(n_iterations):
        for first in range(0, n, batch_size):
            rows = slice(first, first + batch_size)
            error = X[rows] @ weights - y[rows]
            weights = weights - learning_rate * X[rows].T @ error / len(error)
    return weights


# %% whole method_ignored: the argument method is not looked at, the batches always have batch_size points, also where method is "batch"
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    w = [float(c) for c in weights]
    n, d = len(X), len(w)
    for epoch in range(n_iterations):
        begin = 0
        while begin < n:
            batch = range(begin, min(begin + batch_size, n))
            errors = {i: sum(X[i][j] * w[j] for j in range(d)) - y[i] for i in batch}
            gradient = [2 / len(batch) * sum(errors[i] * X[i][j] for i in batch) for j in range(d)]
            w = [w[j] - learning_rate * gradient[j] for j in range(d)]
            begin += batch_size
    return np.array(w)
