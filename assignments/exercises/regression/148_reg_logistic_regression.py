"""
# 148. EPFL CS-433, project 1: reg_logistic_regression(y, tx, lambda_, initial_w, max_iters, gamma) -> w, loss
# Note: the penalty is lambda ||w||^2, and the loss that is returned is without it.
[[question]]
name = "reg_logistic_regression"
title = "Regularised logistic regression by gradient descent"
signature = "reg_logistic_regression(y, tx, lambda_, initial_w, max_iters, gamma)"
returns = [{ w = { kind = "array", share = 2 } }, { loss = "number" }]
points = 5
  [[question.case]]
  y = [0.0, 1.0, 1.0]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  lambda_ = 0.7
  initial_w = [0.5, 1.0]
  max_iters = 3
  gamma = 0.1
  [[question.case]]
  y = [1.0, 0.0]
  tx = [[0.541, 0.155, -0.657], [0.565, -0.553, 0.369]]
  lambda_ = 0.3
  initial_w = [0.313, -0.87, 0.63]
  max_iters = 0
  gamma = 0.151
  [[question.case]]
  y = [1.0, 0.0, 0.0, 1.0]
  tx = [[-0.8, 1.3, 0.4], [0.3, 0.9, -1.2], [1.7, -0.6, 0.5], [0.45, 0.2, 0.7]]
  lambda_ = 0.45
  initial_w = [1.2, 0.3, -0.9]
  max_iters = 2
  gamma = 0.15
  [[question.case]]
  y = [0.0, 1.0, 0.0, 1.0]
  tx = [[1.0, 0.3], [0.4, -0.5], [-0.7, 1.1], [0.2, 0.9]]
  lambda_ = 0.2
  initial_w = [0.3, -0.6]
  max_iters = 2
  gamma = 0.3
  hidden = true
"""
# %% solution
def reg_logistic_regression(y, tx, lambda_, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        p = 1 / (1 + np.exp(-tx @ w))
        w = w - gamma * (tx.T @ (p - y) / len(y) + 2 * lambda_ * w)
    p = 1 / (1 + np.exp(-tx @ w))
    return w, -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# %% honest
def penalised_gradient(y, tx, w, lambda_):
    p = np.exp(tx.dot(w)) / (1 + np.exp(tx.dot(w)))
    return tx.T.dot(p - y) / y.shape[0] + 2 * lambda_ * w
def reg_logistic_regression(y, tx, lambda_, initial_w, max_iters, gamma):
    w = np.array(initial_w)
    for _ in range(max_iters):
        w -= gamma * penalised_gradient(y, tx, w, lambda_)
    z = tx.dot(w)
    return w, np.mean(np.logaddexp(0, z) - y * z)

# %% honest
def reg_logistic_regression(y, tx, lambda_, initial_w, max_iters, gamma):
    signs = 2 * y - 1
    w = initial_w
    for _ in range(max_iters):
        weights = signs / (1 + np.exp(signs * (tx @ w)))
        w = (1 - 2 * gamma * lambda_) * w + gamma * (weights @ tx) / len(y)
    return w, np.log1p(np.exp(-signs * (tx @ w))).sum() / len(y)

# %% wrong: the penalty in the loss
def reg_logistic_regression(y, tx, lambda_, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        p = 1 / (1 + np.exp(-tx @ w))
        w = w - gamma * (tx.T @ (p - y) / len(y) + 2 * lambda_ * w)
    p = 1 / (1 + np.exp(-tx @ w))
    return w, -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + lambda_ * (w @ w)

# %% wrong: the gradient of the penalty without its 2
def reg_logistic_regression(y, tx, lambda_, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        p = 1 / (1 + np.exp(-tx @ w))
        w = w - gamma * (tx.T @ (p - y) / len(y) + lambda_ * w)
    p = 1 / (1 + np.exp(-tx @ w))
    return w, -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# %% wrong: the penalty divided by the number of samples
def reg_logistic_regression(y, tx, lambda_, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        p = 1 / (1 + np.exp(-tx @ w))
        w = w - gamma * (tx.T @ (p - y) + 2 * lambda_ * w) / len(y)
    p = 1 / (1 + np.exp(-tx @ w))
    return w, -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
