"""
# 41. Machine Learning Specialization, course 1: compute_cost(X, y, w, b)
[[question]]
name = "compute_cost"
title = "The cost of linear regression with a bias"
signature = "compute_cost(X, y, w, b)"
returns = "number"
points = 2
  [[question.case]]
  X = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  y = [0.1, 0.3, 0.5]
  w = [0.5, 1.0]
  b = 0.3
  [[question.case]]
  X = [[1.14, 0.231, -0.27], [0.207, -0.657, 0.424]]
  y = [0.221, -0.369]
  w = [0.313, -2.87, 2.63]
  b = -0.503
  [[question.case]]
  X = [[1.0, 0.3], [0.4, -0.5]]
  y = [0.2, -0.3]
  w = [0.3, 2.0]
  b = -1.0
  hidden = true
"""
# %% solution
def compute_cost(X, y, w, b):
    e = X @ w + b - y
    return (e @ e) / (2 * len(y))

# %% honest
def compute_cost(X, y, w, b):
    m = X.shape[0]
    cost = 0.0
    for i in range(m):
        f_wb_i = np.dot(X[i], w) + b
        cost = cost + (f_wb_i - y[i]) ** 2
    return cost / (2 * m)

# %% honest
def compute_cost(X, y, w, b):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    residual = X1 @ np.append(w, b)[:, None] - y[:, None]
    return residual.T @ residual / (2 * len(y))

# %% wrong: without the bias
def compute_cost(X, y, w, b):
    e = X @ w - y
    return (e @ e) / (2 * len(y))

# %% wrong: without the half
def compute_cost(X, y, w, b):
    return np.mean((X @ w + b - y) ** 2)

# %% wrong: the last row alone
def compute_cost(X, y, w, b):
    for i in range(len(y)):
        cost = (np.dot(X[i], w) + b - y[i]) ** 2
    return cost / (2 * len(y))
