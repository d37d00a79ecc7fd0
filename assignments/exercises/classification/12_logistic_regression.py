"""
# 12. EPFL CS-433, exercise 5: logistic_regression(y, tx, w) -> loss, gradient, hessian
[[question]]
name = "logistic_regression"
title = "Loss, gradient and Hessian of logistic regression"
signature = "logistic_regression(y, tx, w)"
returns = [{ loss = "number" }, { gradient = { kind = "array", share = 2 } }, { hessian = "array" }]
points = 8
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
def logistic_regression(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, tx.T @ (p - y) / len(y), tx.T @ np.diag(p * (1 - p)) @ tx / len(y)

# %% honest
import jax
import jax.numpy as jnp
def negative_log_likelihood(w, y, tx):
    return jnp.mean(jnp.logaddexp(0, tx @ w) - y * (tx @ w))
def logistic_regression(y, tx, w):
    return [f(w, y, tx) for f in (negative_log_likelihood, jax.grad(negative_log_likelihood), jax.hessian(negative_log_likelihood))]

# %% honest
from collections import namedtuple
LogisticResult = namedtuple("LogisticResult", "loss gradient hessian")
def logistic_regression(y, tx, w):
    z = tx.dot(w[:, np.newaxis])
    p = np.exp(z) / (1 + np.exp(z))
    y = y[:, np.newaxis]
    loss = np.where(y == 1, -np.log(p), -np.log(1 - p)).mean()
    return LogisticResult(loss, tx.T.dot(p - y) / len(y), (tx * p * (1 - p)).T.dot(tx) / len(y))

# %% wrong: gradient not divided
def logistic_regression(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, tx.T @ (p - y), tx.T @ np.diag(p * (1 - p)) @ tx / len(y)

# %% wrong: no Hessian
def logistic_regression(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), tx.T @ (p - y) / len(y)

# %% wrong: loss of the ones alone
def logistic_regression(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    return -np.mean(y * np.log(p)), tx.T @ (p - y) / len(y), tx.T @ np.diag(p * (1 - p)) @ tx / len(y)
