"""
# 15. EPFL CS-433 exercise 6, CS-439 lab 9: calculate_coordinate_update(y, X, lambda_, alpha, w, n) -> w, alpha
[[question]]
name = "calculate_coordinate_update"
title = "Dual coordinate ascent of a support vector machine"
signature = "calculate_coordinate_update(y, X, lambda_, alpha, w, n)"
returns = [{ w = "array" }, { alpha = "array" }]
points = 6
  [[question.case]]
  y = [1, -1, 1, -1]
  X = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3], [0.3, -1.1]]
  lambda_ = 0.3
  alpha = [0.1, 0.2, 0.3, 0.4]
  w = [0.5, 0.1]
  n = 2
  [[question.case]]
  y = [1, -1]
  X = [[1.14, 0.231, -0.27], [0.207, -0.657, 0.424]]
  lambda_ = 2.21
  alpha = [0.615, 0.939]
  w = [0.431, -0.263, 0.101]
  n = 1
  [[question.case]]
  y = [1, -1]
  X = [[1.0, 0.3], [0.4, -0.5]]
  lambda_ = 2.0
  alpha = [0.5, 0.9]
  w = [0.3, 0.2]
  n = 1
  hidden = true
"""
# %% solution
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x = X[n]
    new = np.clip(alpha[n] - lambda_ * (y[n] * (x @ w) - 1) / (x @ x), 0, 1)
    w = w + (new - alpha[n]) * y[n] * x / lambda_
    alpha = alpha.copy()
    alpha[n] = new
    return w, alpha

# %% honest
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    old = alpha[n]
    g = (y[n] * X[n].dot(w) - 1) / (X[n].dot(X[n]) / lambda_)
    alpha[n] = min(max(old - g, 0.0), 1.0)
    w += (alpha[n] - old) * y[n] * X[n] / lambda_
    return w, alpha

# %% honest
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    xs, label = X.tolist()[n], int(y[n])
    norm = sum(x**2 for x in xs)
    step = lambda_ * (1 - label * sum(a * b for a, b in zip(xs, w))) / norm
    new = sorted([0.0, float(alpha[n]) + step, 1.0])[1]
    change = (new - float(alpha[n])) * label / lambda_
    return [v + change * x for v, x in zip(w.tolist(), xs)], [new if i == n else a for i, a in enumerate(alpha)]

# %% wrong: not clipped
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x, old = X[n], alpha[n]
    alpha[n] = old - lambda_ * (y[n] * (x @ w) - 1) / (x @ x)
    return w + (alpha[n] - old) * y[n] * x / lambda_, alpha

# %% wrong: w is not updated
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x = X[n]
    alpha[n] = np.clip(alpha[n] - lambda_ * (y[n] * (x @ w) - 1) / (x @ x), 0, 1)
    return w, alpha

# %% wrong: counts from 1
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x, old = X[n - 1], alpha[n - 1]
    alpha[n - 1] = np.clip(old - lambda_ * (y[n - 1] * (x @ w) - 1) / (x @ x), 0, 1)
    return w + (alpha[n - 1] - old) * y[n - 1] * x / lambda_, alpha
