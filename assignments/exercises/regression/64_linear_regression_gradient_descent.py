"""
# 64. deep-ml 15: linear_regression_gradient_descent(X, y, alpha, iterations) -> theta
[[question]]
name = "linear_regression_gradient_descent"
title = "Linear regression by gradient descent"
signature = "linear_regression_gradient_descent(X, y, alpha, iterations)"
returns = { kind = "array", tolerance = 1e-4 }
points = 3
  [[question.case]]
  X = [[1.0, 1.0], [1.0, 2.0], [1.0, 3.5]]
  y = [1.0, 2.2, 3.0]
  alpha = 0.1
  iterations = 10
  [[question.case]]
  X = [[1.14, 0.231, 0.27], [0.517, -0.657, 0.283]]
  y = [0.221, -0.369]
  alpha = 0.209
  iterations = 4
  [[question.case]]
  X = [[1.0, 0.3, 0.5], [1.0, -0.5, 0.2]]
  y = [0.2, -0.3]
  alpha = 0.2
  iterations = 4
  hidden = true
"""
# %% solution
def linear_regression_gradient_descent(X, y, alpha, iterations):
    theta = np.zeros(X.shape[1])
    for _ in range(iterations):
        theta = theta - alpha * X.T @ (X @ theta - y) / len(y)
    return theta

# %% honest
def linear_regression_gradient_descent(X, y, alpha, iterations):
    m, n = X.shape
    theta = np.zeros((n, 1))
    for _ in range(iterations):
        predictions = X @ theta
        errors = predictions - y.reshape(-1, 1)
        theta -= alpha * (X.T @ errors / m)
    return np.round(theta.flatten(), 4)

# %% honest
def linear_regression_gradient_descent(X, y, alpha, iterations):
    A, b = np.eye(X.shape[1]) - alpha / len(y) * X.T @ X, alpha / len(y) * X.T @ y
    theta = 0 * b
    for _ in range(iterations):
        theta = A @ theta + b
    return theta.astype(np.float32)

# %% wrong: factor 2
def linear_regression_gradient_descent(X, y, alpha, iterations):
    theta = np.zeros(X.shape[1])
    for _ in range(iterations):
        theta = theta - 2 * alpha * X.T @ (X @ theta - y) / len(y)
    return theta

# %% wrong: starts at ones
def linear_regression_gradient_descent(X, y, alpha, iterations):
    theta = np.ones(X.shape[1])
    for _ in range(iterations):
        theta = theta - alpha * X.T @ (X @ theta - y) / len(y)
    return theta

# %% wrong: until it has converged
def linear_regression_gradient_descent(X, y, alpha, iterations):
    return np.linalg.lstsq(X, y, rcond=None)[0]
