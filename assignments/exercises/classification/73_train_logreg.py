"""
# 73. deep-ml 106: train_logreg(X, y, learning_rate, iterations) -> weights, losses
[[question]]
name = "train_logreg"
title = "Logistic regression"
signature = "train_logreg(X, y, learning_rate, iterations)"
returns = [{ weights = { kind = "array", tolerance = 1e-4 } }, { losses = { kind = "history", tolerance = 1e-4 } }]
points = 5
  [[question.case]]
  X = [[0.5, -1.2], [-0.3, 1.1], [0.8, -0.6], [0.1, 0.2]]
  y = [0, 1, 0, 1]
  learning_rate = 0.1
  iterations = 6
  [[question.case]]
  X = [[1.14, 0.231, 0.379], [0.207, -0.657, -0.706], [0.221, 0.861, 0.313]]
  y = [1, 0, 1]
  learning_rate = 0.431
  iterations = 3
  [[question.case]]
  X = [[1.0, 0.3], [0.4, -0.5], [0.2, 0.7]]
  y = [1, 0, 1]
  learning_rate = 0.3
  iterations = 3
  hidden = true
"""
# %% solution
def train_logreg(X, y, learning_rate, iterations):
    A = np.c_[np.ones(len(y)), X]
    w, losses = np.zeros(A.shape[1]), []
    for _ in range(iterations):
        p = 1 / (1 + np.exp(-A @ w))
        w = w + learning_rate * A.T @ (y - p)
        losses.append(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))
    return w, losses

# %% honest
def train_logreg(X, y, learning_rate, iterations):
    logistic = lambda z: 1 / (1 + np.exp(-z))
    y = y.reshape(-1, 1)
    X = np.hstack((np.ones((X.shape[0], 1)), X))
    B = np.zeros((X.shape[1], 1))
    losses = []
    for _ in range(iterations):
        y_pred = logistic(X @ B)
        loss = -np.sum(y * np.log(y_pred) + (1 - y) * np.log(1 - y_pred))
        losses.append(round(loss, 4))
        B -= learning_rate * (X.T @ (y_pred - y))
    return B.flatten().round(4).tolist(), losses

# %% honest
from math import exp, log
def train_logreg(X, y, learning_rate, iterations):
    rows = [[1.0, *row] for row in X.tolist()]
    w, losses = [0.0] * len(rows[0]), np.zeros(iterations)
    for k in range(iterations):
        p = [1 / (1 + exp(-sum(a * b for a, b in zip(row, w)))) for row in rows]
        losses[k] = -sum(log(q) if t else log(1 - q) for q, t in zip(p, y))
        w = [v - learning_rate * sum((q - t) * row[j] for q, t, row in zip(p, y, rows)) for j, v in enumerate(w)]
    return w, losses

# %% wrong: mean in place of sum
def train_logreg(X, y, learning_rate, iterations):
    A = np.c_[np.ones(len(y)), X]
    w, losses = np.zeros(A.shape[1]), []
    for _ in range(iterations):
        p = 1 / (1 + np.exp(-A @ w))
        w = w + learning_rate * A.T @ (y - p) / len(y)
        losses.append(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
    return w, losses

# %% wrong: a list of the last loss alone
def train_logreg(X, y, learning_rate, iterations):
    A = np.c_[np.ones(len(y)), X]
    w = np.zeros(A.shape[1])
    for _ in range(iterations):
        p = 1 / (1 + np.exp(-A @ w))
        w = w + learning_rate * A.T @ (y - p)
        losses = [-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))]
    return w, losses

# %% wrong: goes uphill
def train_logreg(X, y, learning_rate, iterations):
    A = np.c_[np.ones(len(y)), X]
    w, losses = np.zeros(A.shape[1]), []
    for _ in range(iterations):
        p = 1 / (1 + np.exp(-A @ w))
        w = w - learning_rate * A.T @ (y - p)
        losses.append(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))
    return w, losses
