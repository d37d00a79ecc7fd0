"""
# 74. deep-ml 139: elastic_net_gradient_descent(X, y, ..., iterations) -> weights, bias
# Note: deep-ml shortens the signature in its list; the names are ours.
[[question]]
name = "elastic_net_gradient_descent"
title = "The elastic net by subgradient descent"
signature = "elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000)"
returns = [{ weights = { kind = "array", share = 2 } }, { bias = "number" }]
points = 4
  [[question.case]]
  X = [[0.1, 1.0], [1.0, 2.3], [2.0, 1.5]]
  y = [0.2, 1.3, 2.0]
  alpha1 = 0.1
  alpha2 = 0.05
  learning_rate = 0.05
  max_iter = 12
  [[question.case]]
  X = [[1.14, 0.231, -0.27], [0.207, -0.657, 0.424]]
  y = [0.221, -0.369]
  alpha1 = 0.0209
  alpha2 = 0.431
  learning_rate = 0.526
  max_iter = 3
  [[question.case]]
  X = [[1.0, 0.3], [0.4, -0.5]]
  y = [0.2, -0.3]
  alpha1 = 0.02
  alpha2 = 0.3
  learning_rate = 0.4
  max_iter = 3
  hidden = true
"""
# %% solution
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ weights + bias - y
        weights = weights - learning_rate * (X.T @ e / len(y) + alpha1 * np.sign(weights) + 2 * alpha2 * weights)
        bias = bias - learning_rate * np.mean(e)
    return weights, bias

# %% honest
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    n, d = X.shape
    weights, bias = np.zeros(d), 0
    for _ in range(max_iter):
        error = np.dot(X, weights) + bias - y
        grad_w = (1 / n) * np.dot(X.T, error)
        grad_w += alpha1 * np.sign(weights)
        grad_w += 2 * alpha2 * weights
        weights -= learning_rate * grad_w
        bias -= learning_rate * (1 / n) * np.sum(error)
    return weights, bias

# %% honest
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    w, b, m = [0.0] * X.shape[1], 0.0, len(y)
    for _ in range(max_iter):
        e = [sum(x * v for x, v in zip(row, w)) + b - t for row, t in zip(X, y)]
        slopes = [sum(e[i] * X[i, j] for i in range(m)) / m for j in range(len(w))]
        signs = [int(v > 0) - int(v < 0) for v in w]
        w = [v - learning_rate * (g + alpha1 * s + 2 * alpha2 * v) for v, g, s in zip(w, slopes, signs)]
        b -= learning_rate * sum(e) / m
    return np.array([w]).T, b

# %% wrong: without the 2 of the l2 term
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ w + b - y
        w = w - learning_rate * (X.T @ e / len(y) + alpha1 * np.sign(w) + alpha2 * w)
        b = b - learning_rate * np.mean(e)
    return w, b

# %% wrong: alpha1 and alpha2 exchanged
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ w + b - y
        w = w - learning_rate * (X.T @ e / len(y) + alpha2 * np.sign(w) + 2 * alpha1 * w)
        b = b - learning_rate * np.mean(e)
    return w, b

# %% wrong: the bias with the new weights
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ w + b - y
        w = w - learning_rate * (X.T @ e / len(y) + alpha1 * np.sign(w) + 2 * alpha2 * w)
        b = b - learning_rate * np.mean(X @ w + b - y)
    return w, b
