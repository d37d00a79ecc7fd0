"""
# 147. EPFL CS-433, project 1: logistic_regression(y, tx, initial_w, max_iters, gamma) -> w, loss
[[question]]
name = "logistic_regression"
title = "Logistic regression by gradient descent"
signature = "logistic_regression(y, tx, initial_w, max_iters, gamma)"
returns = [{ w = { kind = "array", share = 2 } }, { loss = "number" }]
points = 5
  [[question.case]]
  y = [0.0, 1.0, 1.0]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  initial_w = [0.5, 1.0]
  max_iters = 3
  gamma = 0.1
  [[question.case]]
  y = [1.0, 0.0]
  tx = [[0.541, 0.155, -0.657], [0.565, -0.553, 0.369]]
  initial_w = [0.313, -0.87, 0.63]
  max_iters = 0
  gamma = 0.151
  [[question.case]]
  y = [1.0, 0.0, 0.0, 1.0]
  tx = [[-0.8, 1.3, 0.4], [0.3, 0.9, -1.2], [1.7, -0.6, 0.5], [0.45, 0.2, 0.7]]
  initial_w = [1.2, 0.3, -0.9]
  max_iters = 2
  gamma = 0.15
  [[question.case]]
  y = [0.0, 1.0, 0.0, 1.0]
  tx = [[1.0, 0.3], [0.4, -0.5], [-0.7, 1.1], [0.2, 0.9]]
  initial_w = [0.3, -0.6]
  max_iters = 2
  gamma = 0.3
  hidden = true
"""
# %% solution
def logistic_regression(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        p = 1 / (1 + np.exp(-tx @ w))
        w = w - gamma * tx.T @ (p - y) / len(y)
    p = 1 / (1 + np.exp(-tx @ w))
    return w, -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# %% honest
def negative_log_likelihood(y, tx, w):
    z = tx.dot(w)
    return np.mean(np.logaddexp(0, z) - y * z)
def logistic_regression(y, tx, initial_w, max_iters, gamma):
    w = np.array(initial_w)
    for _ in range(max_iters):
        error = np.exp(tx.dot(w)) / (1 + np.exp(tx.dot(w))) - y
        w -= gamma * np.mean(tx * error[:, np.newaxis], axis=0)
    return w, negative_log_likelihood(y, tx, w)

# %% honest
import math
def logistic_regression(y, tx, initial_w, max_iters, gamma):
    w = [float(each) for each in initial_w]
    for _ in range(max_iters):
        gradient = [0.0] * len(w)
        for yn, xn in zip(y, tx):
            p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(xn, w))))
            for j in range(len(w)):
                gradient[j] += (p - yn) * xn[j] / len(y)
        w = [wj - gamma * gj for wj, gj in zip(w, gradient)]
    loss = 0.0
    for yn, xn in zip(y, tx):
        z = sum(a * b for a, b in zip(xn, w))
        loss += math.log(1 + math.exp(z)) - yn * z
    return w, loss / len(y)

# %% wrong: the gradient is a sum
def logistic_regression(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        p = 1 / (1 + np.exp(-tx @ w))
        w = w - gamma * tx.T @ (p - y)
    p = 1 / (1 + np.exp(-tx @ w))
    return w, -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# %% wrong: the loss before the last step
def logistic_regression(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    p = 1 / (1 + np.exp(-tx @ w))
    for _ in range(max_iters):
        p = 1 / (1 + np.exp(-tx @ w))
        w = w - gamma * tx.T @ (p - y) / len(y)
    return w, -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# %% wrong: the squared error as loss
def logistic_regression(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        p = 1 / (1 + np.exp(-tx @ w))
        w = w - gamma * tx.T @ (p - y) / len(y)
    return w, np.mean((y - tx @ w) ** 2) / 2
