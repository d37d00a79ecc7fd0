"""
# 87. Nonlinear optimization courses: armijo(f, gradient, x, direction, c=1e-4, shrink=0.5) -> alpha, evaluations
[[question]]
name = "armijo"
title = "Backtracking that counts"
signature = "armijo(f, gradient, x, direction, c=1e-4, shrink=0.5)"
returns = [{ alpha = "number" }, { evaluations = "number" }]
points = 4
fixed = ["f", "gradient"]
  [[question.case]]
  f = { function = "valley" }
  gradient = { function = "valley_gradient" }
  x = [-1.2, 1.0]
  direction = [40.0, 88.0]
  [[question.case]]
  f = { function = "valley" }
  gradient = { function = "valley_gradient" }
  x = [0.5, 1.5]
  direction = [10.0, -25.0]
  c = 0.3
  shrink = 0.7
  hidden = true
"""
# %% functions.py
def valley(x):
    return (1 - x[0]) ** 2 + 10 * (x[1] - x[0] ** 2) ** 2


def valley_gradient(x):
    return np.array([-2 * (1 - x[0]) - 40 * x[0] * (x[1] - x[0] ** 2), 20 * (x[1] - x[0] ** 2)])

# %% solution
def armijo(f, gradient, x, direction, c=1e-4, shrink=0.5):
    """Return (alpha, evaluations of f)."""
    ### BEGIN SOLUTION
    alpha, start, slope, count = 1.0, f(x), gradient(x) @ direction, 1
    while True:
        count += 1
        if f(x + alpha * direction) <= start + c * alpha * slope:
            return alpha, count
        alpha *= shrink
    ### END SOLUTION

# %% honest
def armijo(f, gradient, x, direction, c=1e-4, shrink=0.5):
    evaluations = 0
    def counted(z):
        nonlocal evaluations
        evaluations += 1
        return f(z)
    f0, slope, alpha = counted(x), np.dot(gradient(x), direction), 1
    while counted(x + alpha * direction) > f0 + c * alpha * slope:
        alpha = alpha * shrink
    return alpha, evaluations

# %% honest
def armijo(f, gradient, x, direction, c=1e-4, shrink=0.5):
    start = f(x)
    for k in range(1000):
        alpha = shrink**k
        if start - f(x + alpha * direction) >= -c * alpha * float(gradient(x).T @ direction):
            return np.array(alpha), np.int64(k + 2)

# %% wrong: the start is not counted
def armijo(f, gradient, x, direction, c=1e-4, shrink=0.5):
    alpha, start, slope, count = 1.0, f(x), gradient(x) @ direction, 0
    while True:
        count += 1
        if f(x + alpha * direction) <= start + c * alpha * slope:
            return alpha, count
        alpha *= shrink

# %% wrong: any decrease will do
def armijo(f, gradient, x, direction, c=1e-4, shrink=0.5):
    alpha, count = 1.0, 2
    while f(x + alpha * direction) >= f(x):
        alpha *= shrink
        count += 1
    return alpha, count

# %% wrong: alpha is always halved
def armijo(f, gradient, x, direction, c=1e-4, shrink=0.5):
    alpha, start, slope, count = 1.0, f(x), gradient(x) @ direction, 1
    while True:
        count += 1
        if f(x + alpha * direction) <= start + c * alpha * slope:
            return alpha, count
        alpha /= 2
