"""
# 119. Nonlinear optimization courses: line_search(f, gradient, x, p, shrink, tries) -> alpha, or None where no step is accepted
# Note: None is no answer of a key; the driver says it as a truth.
[[question]]
name = "line_search"
title = "A line search that may fail"
signature = "line_search(f, gradient, x, p, shrink, tries)"
driver = "drivers.py:accepted"
returns = [{ accepted = "truth" }, { alpha = "number" }]
points = 3
fixed = ["f", "gradient"]
  [[question.case]]
  f = { function = "quartic" }
  gradient = { gradient_of = "quartic" }
  x = [1.0, -2.0]
  p = [-2.0, 9.0]
  shrink = 0.5
  tries = 10
  [[question.case]]
  f = { function = "quartic" }
  gradient = { gradient_of = "quartic" }
  x = [1.0, 2.0]
  p = [1.0, 2.0]
  shrink = 0.6
  tries = 5
  [[question.case]]
  f = { function = "quartic" }
  gradient = { gradient_of = "quartic" }
  x = [1.0, -2.5]
  p = [-1.0, 7.0]
  shrink = 0.7
  tries = 12
  hidden = true
"""
# %% functions.py
def quartic(x):
    return x[0] ** 2 + x[1] ** 4 / 4

# %% drivers.py
def accepted(line_search, f, gradient, x, p, shrink, tries):
    alpha = line_search(f, gradient, x, p, shrink, tries)
    return alpha is not None, alpha or 0.0

# %% solution
def line_search(f, gradient, x, p, shrink, tries):
    """Return alpha of the sufficient decrease (c = 1e-4), or None after so many tries."""
    ### BEGIN SOLUTION
    alpha = 1.0
    for _ in range(tries):
        if f(x + alpha * p) <= f(x) + 1e-4 * alpha * (gradient(x) @ p):
            return alpha
        alpha *= shrink
    return None
    ### END SOLUTION

# %% honest
def line_search(f, gradient, x, p, shrink, tries):
    slope, start = float(np.dot(gradient(x), p)), f(x)
    for k in range(tries):
        if f(x + shrink**k * p) <= start + 1e-4 * shrink**k * slope:
            return shrink**k

# %% honest
def line_search(f, gradient, x, p, shrink, tries):
    candidates = [shrink**k for k in range(tries)]
    good = [a for a in candidates if f(x + a * p) <= f(x) + 1e-4 * a * np.sum(gradient(x) * p)]
    return max(good, default=None)

# %% wrong: the last alpha in place of None
def line_search(f, gradient, x, p, shrink, tries):
    alpha = 1.0
    for _ in range(tries):
        if f(x + alpha * p) <= f(x) + 1e-4 * alpha * (gradient(x) @ p):
            break
        alpha *= shrink
    return alpha

# %% wrong: nothing is ever returned
def line_search(f, gradient, x, p, shrink, tries):
    alpha = 1.0
    for _ in range(tries):
        if f(x + alpha * p) <= f(x) + 1e-4 * alpha * (gradient(x) @ p):
            break
        alpha *= shrink

# %% wrong: decrease of half the slope
def line_search(f, gradient, x, p, shrink, tries):
    alpha = 1.0
    for _ in range(tries):
        if f(x + alpha * p) <= f(x) + 0.5 * alpha * (gradient(x) @ p):
            return alpha
        alpha *= shrink
    return None
