"""
# 1. EPFL CS-433, exercise 2: compute_loss(y, tx, w)
[[question]]
name = "compute_loss"
title = "The cost of linear regression"
signature = "compute_loss(y, tx, w)"
returns = "number"
points = 4
  [[question.case]]
  y = [0.1, 0.3, 0.5]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  w = [0.5, 1.0]
  [[question.case]]
  y = [0.227, -0.231]
  tx = [[0.541, 0.155, -0.657], [0.565, -0.553, 0.369]]
  w = [0.313, -2.87, 2.63]
  [[question.case]]
  y = [0.2, -0.3]
  tx = [[1.0, 0.3], [0.4, -0.5]]
  w = [0.3, 2.0]
  hidden = true
"""
# %% solution
def compute_loss(y, tx, w):
    e = y - tx @ w
    return (e @ e) / (2 * len(y))

# %% honest
def compute_loss(y, tx, w):
    total = 0.0
    for n in range(len(y)):
        prediction = sum(float(a) * float(b) for a, b in zip(tx[n], w))
        total += (y[n] - prediction) ** 2
    return total / 2 / len(y)

# %% honest
import jax.numpy as jnp
def compute_loss(y, tx, w):
    return 0.5 * jnp.mean((jnp.asarray(y) - jnp.dot(tx, w)) ** 2)

# %% wrong: without the half
def compute_loss(y, tx, w):
    return np.mean((y - tx @ w) ** 2)

# %% wrong: sum in place of mean
def compute_loss(y, tx, w):
    return np.sum((y - tx @ w) ** 2) / 2

# %% wrong: absolute error
def compute_loss(y, tx, w):
    return np.mean(np.abs(y - tx @ w))
