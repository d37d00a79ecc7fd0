"""
# 14. EPFL CS-433 exercise 6, CS-439 lab 9: calculate_primal_objective(y, X, w, lambda_)
[[question]]
name = "calculate_primal_objective"
title = "The objective of a support vector machine"
signature = "calculate_primal_objective(y, X, w, lambda_)"
returns = "number"
points = 3
  [[question.case]]
  y = [1, -1, 1, -1]
  X = [[2.3, 3.2], [1.0, 0.1], [-1.4, 1.3], [0.3, -1.1]]
  w = [0.5, 1.0]
  lambda_ = 0.3
  [[question.case]]
  y = [-1, 1]
  X = [[1.14, 0.231, -0.27], [0.207, -0.657, 0.424]]
  w = [0.332, -2.46, 2.09]
  lambda_ = 2.15
  [[question.case]]
  y = [-1, 1]
  X = [[1.0, 0.3], [0.4, -0.5]]
  w = [0.3, 2.0]
  lambda_ = 1.5
  hidden = true
"""
# %% solution
def calculate_primal_objective(y, X, w, lambda_):
    return np.sum(np.maximum(0, 1 - y * (X @ w))) + lambda_ / 2 * (w @ w)

# %% honest
def calculate_primal_objective(y, X, w, lambda_):
    margins = np.clip(1 - np.multiply(y, X.dot(w)), 0, np.inf)
    return margins.sum() + 0.5 * lambda_ * np.linalg.norm(w) ** 2

# %% honest
def calculate_primal_objective(y, X, w, lambda_):
    objective = lambda_ * sum(v * v for v in w) / 2
    for n in range(len(y)):
        slack = 1 - y[n] * sum(X[n][d] * w[d] for d in range(len(w)))
        if slack > 0:
            objective += slack
    return objective

# %% wrong: mean in place of sum
def calculate_primal_objective(y, X, w, lambda_):
    return np.mean(np.maximum(0, 1 - y * (X @ w))) + lambda_ / 2 * (w @ w)

# %% wrong: without the half
def calculate_primal_objective(y, X, w, lambda_):
    return np.sum(np.maximum(0, 1 - y * (X @ w))) + lambda_ * (w @ w)

# %% wrong: negative slacks count
def calculate_primal_objective(y, X, w, lambda_):
    return np.sum(1 - y * (X @ w)) + lambda_ / 2 * (w @ w)
