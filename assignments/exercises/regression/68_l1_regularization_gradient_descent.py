"""
# 68. deep-ml 50: l1_regularization_gradient_descent(X, y, alpha, learning_rate, max_iter, tol) -> weights, bias
[[question]]
name = "l1_regularization_gradient_descent"
title = "Lasso by subgradient descent"
signature = "l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4)"
returns = [{ weights = { kind = "array", share = 2 } }, { bias = "number" }]
points = 4
  [[question.case]]
  X = [[0.1, 1.0], [1.0, 2.3], [2.0, 1.5]]
  y = [0.2, 1.3, 2.0]
  alpha = 0.1
  learning_rate = 0.05
  max_iter = 20
  tol = 1e-4
  [[question.case]]
  X = [[1.0, 0.3], [0.4, -0.5]]
  y = [0.2, -0.3]
  alpha = 0.02
  learning_rate = 0.4
  max_iter = 1000
  tol = 0.5
  hidden = true
"""
# %% solution
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ weights + bias - y
        gradient = X.T @ e / len(y) + alpha * np.sign(weights)
        weights = weights - learning_rate * gradient
        bias = bias - learning_rate * np.mean(e)
        if np.sum(np.abs(gradient)) < tol:
            break
    return weights, bias

# %% honest
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    n_samples, n_features = X.shape
    weights = np.zeros(n_features)
    bias = 0
    for iteration in range(max_iter):
        y_pred = np.dot(X, weights) + bias
        error = y_pred - y
        grad_w = (1 / n_samples) * np.dot(X.T, error) + alpha * np.sign(weights)
        grad_b = (1 / n_samples) * np.sum(error)
        weights -= learning_rate * grad_w
        bias -= learning_rate * grad_b
        if np.linalg.norm(grad_w, ord=1) < tol:
            break
    return weights, bias

# %% honest
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    A = np.column_stack((X, np.ones(len(X))))
    theta = np.zeros(A.shape[1])
    steps, size = 0, tol
    while steps < max_iter and size >= tol:
        slope = A.T @ (A @ theta - y) / len(y) + alpha * np.append(np.sign(theta[:-1]), 0)
        theta = theta - learning_rate * slope
        steps, size = steps + 1, sum(abs(s) for s in slope[:-1])
    return [theta[:-1], theta[-1]]

# %% wrong: the bias is punished too
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ w + b - y
        g = X.T @ e / len(y) + alpha * np.sign(w)
        w, b = w - learning_rate * g, b - learning_rate * (np.mean(e) + alpha * np.sign(b))
        if np.sum(np.abs(g)) < tol:
            break
    return w, b

# %% wrong: never stops early
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ w + b - y
        w, b = w - learning_rate * (X.T @ e / len(y) + alpha * np.sign(w)), b - learning_rate * np.mean(e)
    return w, b

# %% wrong: l2 in place of l1
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ w + b - y
        g = X.T @ e / len(y) + 2 * alpha * w
        w, b = w - learning_rate * g, b - learning_rate * np.mean(e)
        if np.sum(np.abs(g)) < tol:
            break
    return w, b
