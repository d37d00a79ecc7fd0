"""
# 2. EPFL CS-433, exercise 2: compute_gradient(y, tx, w)
[[question]]
name = "compute_gradient"
title = "The gradient of linear regression"
signature = "compute_gradient(y, tx, w)"
returns = "array"
points = 4
  [[question.case]]
  y = [0.1, 0.3, 0.5]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  w = [0.5, 1.0]
  [[question.case]]
  y = [0.227, -0.231]
  tx = [[0.541, 0.155, 0.131], [0.565, -0.553, 2.46]]
  w = [0.313, 2.87, -0.526]
  [[question.case]]
  y = [0.2, -0.3]
  tx = [[1.0, 0.3, 0.1], [0.4, -0.5, 2.0]]
  w = [0.3, 2.0, -0.4]
  hidden = true
"""
# %% solution
def compute_gradient(y, tx, w):
    return -tx.T @ (y - tx @ w) / len(y)

# %% honest
def compute_gradient(y, tx, w):
    gradient = [0.0] * len(w)
    for xn, yn in zip(tx, y):
        error = np.dot(xn, w) - yn
        for d in range(len(w)):
            gradient[d] += error * xn[d] / len(y)
    return gradient

# %% honest
def compute_gradient(y, tx, w):
    y, tx, w = y.reshape(-1, 1).astype(np.float32), tx.astype(np.float32), w.reshape(-1, 1).astype(np.float32)
    return tx.T.dot(tx.dot(w) - y) / y.shape[0]

# %% wrong: sign
def compute_gradient(y, tx, w):
    return tx.T @ (y - tx @ w) / len(y)

# %% wrong: divides by the number of features
def compute_gradient(y, tx, w):
    return -tx.T @ (y - tx @ w) / tx.shape[1]

# %% wrong: not divided
def compute_gradient(y, tx, w):
    return -tx.T @ (y - tx @ w)
