import numpy as np

# %% single divided_by_all_rows: the gradient of a batch is divided by the number n of all rows in place of the number b of rows of the batch (wrong for stochastic and mini_batch)
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    n = len(y)
    if method == "batch":
        size = n
    elif method == "stochastic":
        size = 1
    else:
        size = batch_size
    w = weights.copy()
    for _ in range(n_iterations):
        for start in range(0, n, size):
            A = X[start:start + size]
            t = y[start:start + size]
            w = w - learning_rate * 2 / n * A.T @ (A @ w - t)
    return w

# %% single rest_dropped: mini_batch runs only over the n // batch_size full batches; the last, smaller batch is dropped
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    def grad(A, t, w):
        return 2 / len(t) * A.T @ (A @ w - t)

    n = X.shape[0]
    for it in range(n_iterations):
        if method == "batch":
            weights = weights - learning_rate * grad(X, y, weights)
        elif method == "stochastic":
            for i in range(n):
                weights = weights - learning_rate * grad(X[i:i + 1], y[i:i + 1], weights)
        elif method == "mini_batch":
            for k in range(n // batch_size):
                rows = slice(k * batch_size, (k + 1) * batch_size)
                weights = weights - learning_rate * grad(X[rows], y[rows], weights)
    return weights

# %% whole rows_shuffled: the rows are put in a random order at the start of each pass (stochastic and mini_batch) in place of their own order
def mse_gradient(Xb, yb, w):
    residual = np.dot(Xb, w) - yb
    return 2.0 * np.dot(Xb.T, residual) / Xb.shape[0]

def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    rng = np.random.default_rng(42)
    N = X.shape[0]
    w = np.array(weights)
    sizes = {"batch": N, "stochastic": 1, "mini_batch": batch_size}
    b = sizes[method]
    for epoch in range(n_iterations):
        order = rng.permutation(N)
        Xs, ys = X[order], y[order]
        for s in range(0, N, b):
            w = w - learning_rate * mse_gradient(Xs[s:s + b], ys[s:s + b], w)
    return w

# %% whole one_update_per_iteration: n_iterations counts the updates in place of the passes: stochastic and mini_batch do only one update (with the next row or batch) in each iteration
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    n = len(X)
    w = weights + 0.0
    pos = 0
    it = 0
    while it < n_iterations:
        if method == "batch":
            xb, yb = X, y
        elif method == "stochastic":
            xb, yb = X[pos:pos + 1], y[pos:pos + 1]
            pos = pos + 1
        else:
            xb, yb = X[pos:pos + batch_size], y[pos:pos + batch_size]
            pos = pos + batch_size
        if pos >= n:
            pos = 0
        g = np.zeros(len(w))
        for row, target in zip(xb, yb):
            err = sum(row * w) - target
            g = g + 2 * err * row
        w = w - learning_rate * g / len(yb)
        it += 1
    return w
