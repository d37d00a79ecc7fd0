"""
# 61. Ng's machine learning course: gradientDescent(X, y, theta, alpha, num_iters) -> theta, J_history
[[question]]
name = "gradientDescent"
title = "Gradient descent for linear regression"
signature = "gradientDescent(X, y, theta, alpha, num_iters)"
returns = [{ theta = "array" }, { J_history = "history" }]
points = 5
  [[question.case]]
  X = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  y = [0.1, 0.3, 0.5]
  theta = [0.5, 1.0]
  alpha = 0.1
  num_iters = 6
  [[question.case]]
  X = [[1.14, 0.231, -0.27], [0.207, -0.657, 0.424]]
  y = [0.221, -0.369]
  theta = [0.313, -2.87, 2.63]
  alpha = 0.201
  num_iters = 3
  [[question.case]]
  X = [[1.0, 0.3], [0.4, -0.5]]
  y = [0.2, -0.3]
  theta = [0.3, 2.0]
  alpha = 0.4
  num_iters = 3
  hidden = true
"""
# %% solution
def gradientDescent(X, y, theta, alpha, num_iters):
    J_history = []
    for _ in range(num_iters):
        theta = theta - alpha * X.T @ (X @ theta - y) / len(y)
        J_history.append(np.sum((X @ theta - y) ** 2) / (2 * len(y)))
    return theta, J_history

# %% honest
def computeCost(X, y, theta):
    return sum((X.dot(theta) - y) ** 2) / (2 * y.size)
def gradientDescent(X, y, theta, alpha, num_iters):
    m = y.shape[0]
    theta = theta.copy()
    J_history = np.zeros((num_iters, 1))
    for i in range(num_iters):
        theta -= (alpha / m) * (np.dot(X, theta) - y).dot(X)
        J_history[i] = computeCost(X, y, theta)
    return theta, J_history

# %% honest
def gradientDescent(X, y, theta, alpha, num_iters):
    theta, J_history = [float(v) for v in theta], []
    for _ in range(num_iters):
        errors = [sum(a * t for a, t in zip(row, theta)) - target for row, target in zip(X, y)]
        theta = [t - alpha * sum(e * row[j] for e, row in zip(errors, X)) / len(y) for j, t in enumerate(theta)]
        J_history += [sum((np.dot(row, theta) - target) ** 2 for row, target in zip(X, y)) / 2 / len(y)]
    return np.array(theta), tuple(J_history)

# %% wrong: one coordinate after the other with the new theta
def gradientDescent(X, y, theta, alpha, num_iters):
    J_history = []
    for _ in range(num_iters):
        for j in range(len(theta)):
            theta[j] -= alpha * np.mean((X @ theta - y) * X[:, j])
        J_history.append(np.mean((X @ theta - y) ** 2) / 2)
    return theta, J_history

# %% wrong: the cost before the step
def gradientDescent(X, y, theta, alpha, num_iters):
    J_history = []
    for _ in range(num_iters):
        J_history.append(np.mean((X @ theta - y) ** 2) / 2)
        theta = theta - alpha * X.T @ (X @ theta - y) / len(y)
    return theta, J_history

# %% wrong: not divided
def gradientDescent(X, y, theta, alpha, num_iters):
    J_history = []
    for _ in range(num_iters):
        theta = theta - alpha * X.T @ (X @ theta - y)
        J_history.append(np.mean((X @ theta - y) ** 2) / 2)
    return theta, J_history
