"""
# 11. EPFL CS-433, exercise 5: calculate_hessian(y, tx, w)
[[question]]
name = "calculate_hessian"
title = "The Hessian of logistic regression"
signature = "calculate_hessian(y, tx, w)"
returns = "array"
points = 3
  [[question.case]]
  y = [0, 1, 1]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  w = [0.5, 1.0]
  [[question.case]]
  y = [1, 0]
  tx = [[1.0, 0.3], [0.4, -0.5]]
  w = [0.3, 2.0]
  hidden = true
"""
# %% solution
def calculate_hessian(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    return tx.T @ np.diag(p * (1 - p)) @ tx / len(y)

# %% honest
def calculate_hessian(y, tx, w):
    H = np.zeros((len(w), len(w)))
    for x in tx:
        p = 1 / (1 + np.exp(-(x @ w)))
        H += p * (1 - p) * np.outer(x, x)
    return H / tx.shape[0]

# %% honest
import jax
import jax.numpy as jnp
def logistic_objective(w, y, tx):
    return jnp.mean(jnp.logaddexp(0.0, tx @ w) - y * (tx @ w))
def calculate_hessian(y, tx, w):
    return jax.hessian(logistic_objective)(w, y, tx)

# %% wrong: p in place of p (1 - p)
def calculate_hessian(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    return tx.T @ np.diag(p) @ tx / len(y)

# %% wrong: not divided
def calculate_hessian(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    return tx.T @ np.diag(p * (1 - p)) @ tx

# %% wrong: one weight for all rows
def calculate_hessian(y, tx, w):
    p = np.mean(1 / (1 + np.exp(-tx @ w)))
    return p * (1 - p) * tx.T @ tx / len(y)
