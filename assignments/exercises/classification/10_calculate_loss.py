"""
# 10. EPFL CS-433, exercise 5: calculate_loss(y, tx, w)
[[question]]
name = "calculate_loss"
title = "The loss of logistic regression"
signature = "calculate_loss(y, tx, w)"
returns = "number"
points = 3
  [[question.case]]
  y = [0, 1, 1]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  w = [0.5, 1.0]
  [[question.case]]
  y = [1, 0]
  tx = [[1.14, 0.231, -0.27], [0.207, -0.657, 0.424]]
  w = [0.332, -2.46, 2.09]
  [[question.case]]
  y = [1, 0]
  tx = [[1.0, 0.3], [0.4, -0.5]]
  w = [0.3, 2.0]
  hidden = true
"""
# %% solution
def calculate_loss(y, tx, w):
    z = tx @ w
    return np.mean(np.log1p(np.exp(z)) - y * z)

# %% honest
def probability(z):
    return 1.0 / (1.0 + np.exp(-z))
def calculate_loss(y, tx, w):
    p = probability(tx.dot(w))
    return -(y.T.dot(np.log(p)) + (1 - y).T.dot(np.log(1 - p))) / y.shape[0]

# %% honest
from math import exp, log
def calculate_loss(y, tx, w):
    losses = []
    for label, row in zip(y.tolist(), tx.tolist()):
        z = sum(a * b for a, b in zip(row, w.tolist()))
        losses.append(log(1 + exp(-z)) if label == 1 else log(1 + exp(z)))
    return np.array([sum(losses) / len(losses)])

# %% wrong: sum in place of mean
def calculate_loss(y, tx, w):
    z = tx @ w
    return np.sum(np.log1p(np.exp(z)) - y * z)

# %% wrong: labels -1 and 1
def calculate_loss(y, tx, w):
    return np.mean(np.log1p(np.exp(-y * (tx @ w))))

# %% wrong: sign
def calculate_loss(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    return np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
