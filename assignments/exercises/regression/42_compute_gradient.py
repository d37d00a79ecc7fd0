"""
# 42. Machine Learning Specialization, course 1: compute_gradient(X, y, w, b) -> dj_db, dj_dw
[[question]]
name = "compute_gradient"
title = "The gradient of linear regression with a bias"
signature = "compute_gradient(X, y, w, b)"
returns = [{ dj_db = "number" }, { dj_dw = { kind = "array", share = 2 } }]
points = 3
  [[question.case]]
  X = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  y = [0.1, 0.3, 0.5]
  w = [0.5, 1.0]
  b = 0.3
  [[question.case]]
  X = [[1.14, 0.231, -0.27], [0.207, -0.657, 0.424]]
  y = [0.221, -0.369]
  w = [0.313, -2.87, 2.63]
  b = -0.503
  [[question.case]]
  X = [[1.0, 0.3], [0.4, -0.5]]
  y = [0.2, -0.3]
  w = [0.3, 2.0]
  b = -1.0
  hidden = true
"""
# %% solution
def compute_gradient(X, y, w, b):
    e = X @ w + b - y
    return np.mean(e), X.T @ e / len(y)

# %% honest
def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros((n,))
    dj_db = 0.0
    for i in range(m):
        err = (np.dot(X[i], w) + b) - y[i]
        for j in range(n):
            dj_dw[j] = dj_dw[j] + err * X[i, j]
        dj_db = dj_db + err
    return dj_db / m, dj_dw / m

# %% honest
import jax
import jax.numpy as jnp
def cost_of_bias_and_weights(b, w, X, y):
    return jnp.mean((X @ w + b - y) ** 2) / 2
def compute_gradient(X, y, w, b):
    return jax.grad(cost_of_bias_and_weights, argnums=(0, 1))(b, w, X, y)

# %% wrong: sum for the bias
def compute_gradient(X, y, w, b):
    e = X @ w + b - y
    return np.sum(e), X.T @ e / len(y)

# %% wrong: the other order
def compute_gradient(X, y, w, b):
    e = X @ w + b - y
    return X.T @ e / len(y), np.mean(e)

# %% wrong: sign
def compute_gradient(X, y, w, b):
    e = y - X @ w - b
    return np.mean(e), X.T @ e / len(y)
