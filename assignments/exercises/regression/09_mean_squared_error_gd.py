"""
# 9. EPFL CS-433, project 1: mean_squared_error_gd(y, tx, initial_w, max_iters, gamma) -> w, loss
[[question]]
name = "mean_squared_error_gd"
title = "Gradient descent, the last point"
signature = "mean_squared_error_gd(y, tx, initial_w, max_iters, gamma)"
returns = [{ w = { kind = "array", share = 2 } }, { loss = "number" }]
points = 5
  [[question.case]]
  y = [0.1, 0.3, 0.5]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  initial_w = [0.5, 1.0]
  max_iters = 4
  gamma = 0.1
  [[question.case]]
  y = [0.227, -0.231]
  tx = [[0.541, 0.155, -0.657], [0.565, -0.553, 0.369]]
  initial_w = [0.313, -2.87, 2.63]
  max_iters = 0
  gamma = 0.151
  [[question.case]]
  y = [0.6, -0.2, 0.35, 1.1]
  tx = [[-0.8, 1.3, 0.4], [0.3, 0.9, -1.2], [1.7, -0.6, 0.5], [0.45, 0.2, 0.7]]
  initial_w = [1.2, 0.3, -0.9]
  max_iters = 2
  gamma = 0.15
  [[question.case]]
  y = [0.2, -0.3]
  tx = [[1.0, 0.3], [0.4, -0.5]]
  initial_w = [0.3, 2.0]
  max_iters = 0
  gamma = 0.3
  hidden = true
"""
# %% solution
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        w = w + gamma * tx.T @ (y - tx @ w) / len(y)
    e = y - tx @ w
    return w, (e @ e) / (2 * len(y))

# %% honest
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    for k in range(max_iters):
        gradient = np.zeros_like(initial_w)
        for yn, xn in zip(y, tx):
            gradient += (xn @ initial_w - yn) * xn
        initial_w -= gamma * gradient / len(y)
    return initial_w, np.square(y - tx @ initial_w).mean() / 2

# %% honest
import jax
import jax.numpy as jnp
def half_mean_square(w, y, tx):
    return jnp.mean((y - tx @ w) ** 2) / 2
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w = jnp.array(initial_w)
    for _ in range(max_iters):
        w = w - gamma * jax.grad(half_mean_square)(w, y, tx)
    return w, half_mean_square(w, y, tx)

# %% wrong: one step too many
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters + 1):
        w = w + gamma * tx.T @ (y - tx @ w) / len(y)
    return w, np.mean((y - tx @ w) ** 2) / 2

# %% wrong: the loss of the last point but one
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w, loss = initial_w, 0
    for _ in range(max_iters):
        e = y - tx @ w
        loss = np.mean(e**2) / 2
        w = w + gamma * tx.T @ e / len(y)
    return w, loss

# %% wrong: no return after the loop
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    for _ in range(max_iters):
        w = w + gamma * tx.T @ (y - tx @ w) / len(y)
        return w, np.mean((y - tx @ w) ** 2) / 2
