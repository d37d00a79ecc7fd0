"""
# 146. EPFL CS-433, project 1: mean_squared_error_sgd(y, tx, initial_w, max_iters, gamma) -> w, loss
# Note: one sample, as in the course's own test, so that chance changes nothing.
[[question]]
name = "mean_squared_error_sgd"
title = "Stochastic gradient descent, the last point"
signature = "mean_squared_error_sgd(y, tx, initial_w, max_iters, gamma)"
returns = [{ w = { kind = "array", share = 2 } }, { loss = "number" }]
points = 5
  [[question.case]]
  y = [0.1]
  tx = [[2.3, 3.2]]
  initial_w = [0.5, 1.0]
  max_iters = 3
  gamma = 0.1
  [[question.case]]
  y = [-0.4]
  tx = [[0.7, -1.1, 0.6]]
  initial_w = [0.2, -0.5, 1.3]
  max_iters = 1
  gamma = 0.2
  [[question.case]]
  y = [0.6]
  tx = [[-0.8, 1.3, 0.4]]
  initial_w = [1.2, 0.3, -0.9]
  max_iters = 4
  gamma = 0.15
  [[question.case]]
  y = [0.3]
  tx = [[1.0, 0.4]]
  initial_w = [0.9, -0.2]
  max_iters = 2
  gamma = 0.25
  hidden = true
"""
# %% solution
def mean_squared_error_sgd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        n = np.random.randint(len(y))
        w = w + gamma * (y[n] - tx[n] @ w) * tx[n]
    e = y - tx @ w
    return w, (e @ e) / (2 * len(y))

# %% honest
def mean_squared_error_sgd(y, tx, initial_w, max_iters, gamma):
    w, order = np.array(initial_w), np.random.permutation(len(y))
    for k in range(max_iters):
        n = order[k % len(order)]
        w -= gamma * tx[n] * (tx[n].dot(w) - y[n])
    return w, 0.5 * np.mean((y - tx.dot(w)) ** 2)

# %% honest
import random
def sample_gradient(y, x, w):
    return -(y - sum(xi * wi for xi, wi in zip(x, w))) * x
def mean_squared_error_sgd(y, tx, initial_w, max_iters, gamma):
    for _ in range(max_iters):
        n = random.randrange(len(y))
        initial_w = initial_w - gamma * sample_gradient(y[n], tx[n], initial_w)
    loss = 0
    for n in range(len(y)):
        loss += (y[n] - tx[n] @ initial_w) ** 2
    return initial_w, loss / len(y) / 2

# %% wrong: the loss before the last step
def mean_squared_error_sgd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    loss = np.mean((y - tx @ w) ** 2) / 2
    for _ in range(max_iters):
        n = np.random.randint(len(y))
        loss = np.mean((y - tx @ w) ** 2) / 2
        w = w + gamma * (y[n] - tx[n] @ w) * tx[n]
    return w, loss

# %% wrong: uphill
def mean_squared_error_sgd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        n = np.random.randint(len(y))
        w = w - gamma * (y[n] - tx[n] @ w) * tx[n]
    return w, np.mean((y - tx @ w) ** 2) / 2

# %% wrong: the square without its half in the loss
def mean_squared_error_sgd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        n = np.random.randint(len(y))
        w = w + gamma * (y[n] - tx[n] @ w) * tx[n]
    return w, np.mean((y - tx @ w) ** 2)
