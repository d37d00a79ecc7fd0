"""
# 66. deep-ml 47: gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch")
[[question]]
name = "gradient_descent"
title = "Batch, stochastic and mini-batch gradient descent, in the order of the rows"
signature = "gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method='batch')"
returns = "array"
points = 6
  [[question.case]]
  X = [[1.0, 1.0], [2.0, 1.0], [3.0, 1.5], [4.0, 1.0]]
  y = [2.0, 3.0, 4.5, 5.0]
  weights = [0.0, 0.1]
  learning_rate = 0.01
  n_iterations = 5
  [[question.case]]
  X = [[1.14, 0.77, 0.27], [1.03, 1.31, 2.12], [3.32, 1.84, 1.04], [1.44, 0.658, 0.503]]
  y = [2.71, 1.6, 5.53, 0.676]
  weights = [0.273, -0.0, 0.0]
  learning_rate = 0.0185
  n_iterations = 2
  batch_size = 2
  method = "mini_batch"
  [[question.case]]
  X = [[1.0, 1.0], [2.0, 1.0], [3.0, 1.5], [1.0, 0.5]]
  y = [2.0, 3.0, 4.5, 1.0]
  weights = [0.2, 0.0]
  learning_rate = 0.02
  n_iterations = 2
  batch_size = 2
  method = "mini_batch"
  hidden = true
"""
# %% solution
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    size = {"batch": len(y), "stochastic": 1, "mini_batch": batch_size}[method]
    for _ in range(n_iterations):
        for k in range(0, len(y), size):
            A, b = X[k : k + size], y[k : k + size]
            weights = weights - 2 * learning_rate * A.T @ (A @ weights - b) / len(b)
    return weights

# %% honest
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    m = len(y)
    for _ in range(n_iterations):
        if method == "batch":
            gradient = 2 * X.T.dot(X.dot(weights) - y) / m
            weights = weights - learning_rate * gradient
        elif method == "stochastic":
            for i in range(m):
                gradient = 2 * X[i].T.dot(X[i].dot(weights) - y[i])
                weights = weights - learning_rate * gradient
        elif method == "mini_batch":
            for i in range(0, m, batch_size):
                X_batch, y_batch = X[i:i + batch_size], y[i:i + batch_size]
                gradient = 2 * X_batch.T.dot(X_batch.dot(weights) - y_batch) / len(y_batch)
                weights = weights - learning_rate * gradient
    return weights

# %% honest
def batches_of(X, y, size):
    return zip(np.array_split(X, range(size, len(y), size)), np.array_split(y, range(size, len(y), size)))
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    size = len(y) if method == "batch" else 1 if method == "stochastic" else batch_size
    for _ in range(n_iterations):
        for A, b in batches_of(X, y, size):
            weights -= learning_rate * np.mean([2 * (a @ weights - t) * a for a, t in zip(A, b)], axis=0)
    return weights.tolist()

# %% wrong: always the whole batch
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    for _ in range(n_iterations):
        weights = weights - 2 * learning_rate * X.T @ (X @ weights - y) / len(y)
    return weights

# %% wrong: without the factor 2
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    size = {"batch": len(y), "stochastic": 1, "mini_batch": batch_size}[method]
    for _ in range(n_iterations):
        for k in range(0, len(y), size):
            A, b = X[k : k + size], y[k : k + size]
            weights = weights - learning_rate * A.T @ (A @ weights - b) / len(b)
    return weights

# %% wrong: divides by all rows in every batch
def gradient_descent(X, y, weights, learning_rate, n_iterations, batch_size=1, method="batch"):
    size = {"batch": len(y), "stochastic": 1, "mini_batch": batch_size}[method]
    for _ in range(n_iterations):
        for k in range(0, len(y), size):
            A, b = X[k : k + size], y[k : k + size]
            weights = weights - 2 * learning_rate * A.T @ (A @ weights - b) / len(y)
    return weights
