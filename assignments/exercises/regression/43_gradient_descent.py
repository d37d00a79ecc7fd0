"""
# 43. Machine Learning Specialization, course 1: gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters) -> w, b, J_history, w_history
[[question]]
name = "gradient_descent"
title = "Gradient descent with a cost and a gradient that are given"
signature = "gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters)"
returns = [{ w = "array" }, { b = "number" }, { J_history = "history" }, { w_history = "history" }]
points = 6
  [[question.case]]
  X = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  y = [0.1, 0.3, 0.5]
  w_in = [0.5, 1.0]
  b_in = 0.2
  cost_function = { function = "half_squares" }
  gradient_function = { function = "half_squares_slopes" }
  alpha = 0.05
  num_iters = 6
  [[question.case]]
  X = [[1.14, 0.231, -0.27], [0.207, -0.657, 0.424]]
  y = [0.221, -0.369]
  w_in = [0.313, -2.87, 2.63]
  b_in = -0.201
  cost_function = { function = "functions.py:half_squares", penalty = 0.1 }
  gradient_function = { function = "functions.py:half_squares_slopes", penalty = 0.1 }
  alpha = 0.407
  num_iters = 3
  [[question.case]]
  X = [[1.0, 0.3], [0.4, -0.5]]
  y = [0.2, -0.3]
  w_in = [0.3, 2.0]
  b_in = -0.4
  cost_function = { function = "half_squares", penalty = 0.1 }
  gradient_function = { function = "half_squares_slopes", penalty = 0.1 }
  alpha = 0.3
  num_iters = 3
  hidden = true
"""
# %% functions.py
def half_squares(X, y, w, b, penalty=0.0):
    return np.mean((X @ w + b - y) ** 2) / 2 + penalty / 2 * np.sum(w**2)

def half_squares_slopes(X, y, w, b, penalty=0.0):
    e = X @ w + b - y
    return np.mean(e), X.T @ e / len(y) + penalty * w

# %% solution
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b, J_history, w_history = w_in, b_in, [], []
    for _ in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history

# %% honest
import copy
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b = copy.deepcopy(w_in), b_in
    J_history, w_history = np.zeros(num_iters), np.zeros((num_iters, len(w_in)))
    for i in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w -= alpha * dj_dw
        b -= alpha * dj_db
        J_history[i] = cost_function(X, y, w, b)
        w_history[i] = w
    return w, b, J_history, w_history

# %% honest
from dataclasses import dataclass, replace
@dataclass(frozen=True)
class LinearModel:
    w: np.ndarray
    b: float
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    models = [LinearModel(w_in, b_in)]
    for _ in range(num_iters):
        m = models[-1]
        db, dw = gradient_function(X, y, m.w, m.b)
        models.append(replace(m, w=np.subtract(m.w, np.multiply(alpha, dw)), b=m.b - alpha * db))
    run = models[1:]
    return (run[-1].w, run[-1].b, [float(cost_function(X, y, s.w, s.b)) for s in run], [s.w.tolist() for s in run])

# %% wrong: w and b exchanged in the gradient
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b, J_history, w_history = w_in, b_in, [], []
    for _ in range(num_iters):
        dj_dw, dj_db = gradient_function(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * np.mean(dj_db)
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history

# %% wrong: the bias is not moved
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b, J_history, w_history = w_in, b_in, [], []
    for _ in range(num_iters):
        w = w - alpha * gradient_function(X, y, w, b)[1]
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
    return w, b, J_history, w_history

# %% wrong: histories from before the step
def gradient_descent(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    w, b, J_history, w_history = w_in, b_in, [], []
    for _ in range(num_iters):
        J_history.append(cost_function(X, y, w, b))
        w_history.append(w)
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
    return w, b, J_history, w_history
