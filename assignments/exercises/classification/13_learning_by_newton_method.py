"""
# 13. EPFL CS-433, exercise 5: learning_by_newton_method(y, tx, w, gamma) -> loss, w
[[question]]
name = "learning_by_newton_method"
title = "A Newton step of logistic regression"
signature = "learning_by_newton_method(y, tx, w, gamma)"
returns = [{ loss = "number" }, { w = { kind = "array", share = 2 } }]
points = 4
  [[question.case]]
  y = [0, 1, 1]
  tx = [[1.3, 1.2], [1.0, 0.1], [0.4, 1.3]]
  w = [0.5, 0.7]
  gamma = 0.7
  [[question.case]]
  y = [1, 0]
  tx = [[1.19, 0.267], [0.254, -0.611]]
  w = [0.308, -0.81]
  gamma = 0.296
  [[question.case]]
  y = [1, 0]
  tx = [[1.0, 0.3], [0.4, -0.5]]
  w = [0.3, 1.0]
  gamma = 0.3
  hidden = true
"""
# %% solution
def learning_by_newton_method(y, tx, w, gamma):
    z = tx @ w
    p = 1 / (1 + np.exp(-z))
    loss = np.mean(np.log1p(np.exp(z)) - y * z)
    hessian = tx.T @ np.diag(p * (1 - p)) @ tx
    return loss, w - gamma * np.linalg.solve(hessian, tx.T @ (p - y))

# %% honest
def parts_of_newton(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, tx.T @ (p - y) / len(y), (tx.T * (p * (1 - p))) @ tx / len(y)
def learning_by_newton_method(y, tx, w, gamma):
    loss, gradient, hessian = parts_of_newton(y, tx, w)
    w -= gamma * np.linalg.inv(hessian) @ gradient
    return loss, w

# %% honest
def learning_by_newton_method(y, tx, w, gamma):
    n, (w0, w1) = len(y), w
    a = b = c = g0 = g1 = loss = 0.0
    for (x0, x1), label in zip(tx, y):
        p = 1 / (1 + np.exp(-(x0 * w0 + x1 * w1)))
        loss -= np.log(p if label else 1 - p) / n
        a, b, c = a + p * (1 - p) * x0 * x0, b + p * (1 - p) * x0 * x1, c + p * (1 - p) * x1 * x1
        g0, g1 = g0 + (p - label) * x0, g1 + (p - label) * x1
    det = a * c - b * b
    return np.float64(loss), [w0 - gamma * (c * g0 - b * g1) / det, w1 - gamma * (a * g1 - b * g0) / det]

# %% wrong: without gamma
def learning_by_newton_method(y, tx, w, gamma):
    z = tx @ w
    p = 1 / (1 + np.exp(-z))
    H = tx.T @ np.diag(p * (1 - p)) @ tx
    return np.mean(np.log1p(np.exp(z)) - y * z), w - np.linalg.solve(H, tx.T @ (p - y))

# %% wrong: the loss of the new point
def learning_by_newton_method(y, tx, w, gamma):
    p = 1 / (1 + np.exp(-tx @ w))
    H = tx.T @ np.diag(p * (1 - p)) @ tx
    w = w - gamma * np.linalg.solve(H, tx.T @ (p - y))
    z = tx @ w
    return np.mean(np.log1p(np.exp(z)) - y * z), w

# %% wrong: a gradient step
def learning_by_newton_method(y, tx, w, gamma):
    z = tx @ w
    p = 1 / (1 + np.exp(-z))
    return np.mean(np.log1p(np.exp(z)) - y * z), w - gamma * tx.T @ (p - y) / len(y)
