"""
# 7. EPFL CS-433, exercise 3 and project 1: ridge_regression(y, tx, lambda_) -> w, loss
[[question]]
name = "ridge_regression"
title = "Ridge regression"
signature = "ridge_regression(y, tx, lambda_)"
returns = [{ w = { kind = "array", share = 2 } }, { loss = "number" }]
points = 4
  [[question.case]]
  y = [0.1, 0.3, 0.5]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  lambda_ = 0.5
  [[question.case]]
  y = [0.227, -0.231, 0.541, 0.207]
  tx = [[1.31, 0.424, 0.664], [0.492, -0.522, 1.44], [0.263, 0.503, -0.679], [-0.534, 0.738, 0.203]]
  lambda_ = 0.0682
  [[question.case]]
  y = [0.2, -0.3, 1.0, 0.4]
  tx = [[1.0, 0.3], [0.4, -0.5], [0.2, 1.0], [-1.0, 0.6]]
  lambda_ = 0.05
  hidden = true
"""
# %% solution
def ridge_regression(y, tx, lambda_):
    n, d = tx.shape
    w = np.linalg.solve(tx.T @ tx + 2 * n * lambda_ * np.eye(d), tx.T @ y)
    e = y - tx @ w
    return w, (e @ e) / (2 * n)

# %% honest
def ridge_regression(y, tx, lambda_):
    n, d = tx.shape
    root = np.sqrt(2 * n * lambda_) * np.identity(d)
    w = np.linalg.lstsq(np.vstack([tx, root]), np.concatenate([y, np.zeros(d)]), rcond=None)[0]
    return w.reshape(-1, 1), 0.5 * np.average((y - tx.dot(w)) ** 2)

# %% honest
def ridge_regression(y, tx, lambda_):
    A = tx.T.dot(tx)
    for i in range(len(A)):
        A[i, i] += 2 * len(y) * lambda_
    w = np.linalg.inv(A).dot(tx.T).dot(y)
    loss = 0
    for yn, xn in zip(y, tx):
        loss += (yn - xn.dot(w)) ** 2
    return [w, loss / len(y) / 2]

# %% wrong: lambda without 2 n
def ridge_regression(y, tx, lambda_):
    w = np.linalg.solve(tx.T @ tx + lambda_ * np.eye(tx.shape[1]), tx.T @ y)
    return w, np.mean((y - tx @ w) ** 2) / 2

# %% wrong: the penalty in the loss
def ridge_regression(y, tx, lambda_):
    n, d = tx.shape
    w = np.linalg.solve(tx.T @ tx + 2 * n * lambda_ * np.eye(d), tx.T @ y)
    return w, np.mean((y - tx @ w) ** 2) / 2 + lambda_ * (w @ w)

# %% wrong: lambda written into the code
def ridge_regression(y, tx, lambda_):
    n, d = tx.shape
    w = np.linalg.solve(tx.T @ tx + n * np.eye(d), tx.T @ y)
    return w, np.mean((y - tx @ w) ** 2) / 2
