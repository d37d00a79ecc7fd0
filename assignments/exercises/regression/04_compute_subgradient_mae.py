"""
# 4. EPFL CS-433, exercise 2: compute_subgradient_mae(y, tx, w)
[[question]]
name = "compute_subgradient_mae"
title = "A subgradient of the mean absolute error"
signature = "compute_subgradient_mae(y, tx, w)"
returns = "array"
points = 3
  [[question.case]]
  y = [0.1, 4.3, 0.5]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  w = [0.5, 1.0]
  [[question.case]]
  y = [2.5, -0.231]
  tx = [[0.541, 0.155, -0.657], [0.565, -0.553, 0.369]]
  w = [0.313, -2.87, -2.63]
  [[question.case]]
  y = [2.2, -0.3]
  tx = [[1.0, 0.3], [0.4, -0.5]]
  w = [0.3, -2.0]
  hidden = true
"""
# %% solution
def compute_subgradient_mae(y, tx, w):
    return -tx.T @ np.sign(y - tx @ w) / len(y)

# %% honest
def compute_subgradient_mae(y, tx, w):
    g = np.zeros(len(w), dtype=np.float32)
    for n, row in enumerate(tx):
        g += row if row @ w > y[n] else -row
    return g / len(y)

# %% honest
import jax
import jax.numpy as jnp
def mean_absolute_error(w, y, tx):
    return jnp.mean(jnp.abs(y - tx @ w))
def compute_subgradient_mae(y, tx, w):
    return jax.grad(mean_absolute_error)(w, y, tx)

# %% wrong: the gradient of the squared error
def compute_subgradient_mae(y, tx, w):
    return -tx.T @ (y - tx @ w) / len(y)

# %% wrong: sign
def compute_subgradient_mae(y, tx, w):
    return tx.T @ np.sign(y - tx @ w) / len(y)

# %% wrong: sum in place of mean
def compute_subgradient_mae(y, tx, w):
    return -tx.T @ np.sign(y - tx @ w)
