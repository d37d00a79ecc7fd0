"""
# 6. EPFL CS-433, exercise 3 and project 1: least_squares(y, tx) -> w, loss
[[question]]
name = "least_squares"
title = "Least squares by the normal equations"
signature = "least_squares(y, tx)"
returns = [{ w = { kind = "array", share = 2 } }, { loss = "number" }]
points = 4
  [[question.case]]
  y = [0.1, 0.3, 0.5]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  [[question.case]]
  y = [0.227, -0.231, 0.541, 0.207]
  tx = [[1.31, 0.424, 0.664], [0.492, -0.522, 1.44], [0.263, 0.503, -0.679], [-0.534, 0.738, 0.203]]
  [[question.case]]
  y = [0.2, -0.3, 1.0, 0.4]
  tx = [[1.0, 0.3], [0.4, -0.5], [0.2, 1.0], [-1.0, 0.6]]
  hidden = true
"""
# %% solution
def least_squares(y, tx):
    w = np.linalg.solve(tx.T @ tx, tx.T @ y)
    e = y - tx @ w
    return w, (e @ e) / (2 * len(y))

# %% honest
def least_squares(y, tx):
    w, residuals, *_ = np.linalg.lstsq(tx, y, rcond=None)
    return w, residuals[0] / (2 * len(y))

# %% honest
def least_squares(y, tx):
    tx, y = np.asmatrix(tx), np.asmatrix(y).T
    w = (tx.T * tx).I * tx.T * y
    e = y - tx * w
    return (w, (e.T * e) / (2 * y.shape[0]))

# %% wrong: loss without the half
def least_squares(y, tx):
    w = np.linalg.lstsq(tx, y, rcond=None)[0]
    return w, np.mean((y - tx @ w) ** 2)

# %% wrong: with an intercept that nobody asked for
def least_squares(y, tx):
    A = np.c_[np.ones(len(y)), tx]
    w = np.linalg.lstsq(A, y, rcond=None)[0]
    return w[1:], np.mean((y - A @ w) ** 2) / 2

# %% wrong: the other order
def least_squares(y, tx):
    w = np.linalg.lstsq(tx, y, rcond=None)[0]
    return np.mean((y - tx @ w) ** 2) / 2, w
