"""
# 120. Convex optimization courses: log_barrier(x, A, b, t) -> value, inf outside
# Note: infinity is no answer of a key; the driver says it in a word.
[[question]]
name = "log_barrier"
title = "A logarithmic barrier"
signature = "log_barrier(x, A, b, t)"
driver = "drivers.py:value_or_word"
returns = [{ "where x lies" = { kind = "label", options = ["inside", "outside"] } }, { value = "number" }]
points = 3
  [[question.case]]
  x = [0.2, 0.3]
  A = [[1.0, 1.0], [-1.0, 0.0], [0.0, -1.0]]
  b = [1.0, 0.0, 0.0]
  t = 2.0
  [[question.case]]
  x = [0.9, 0.3]
  A = [[1.0, 1.0], [-1.0, 0.0], [0.0, -1.0]]
  b = [1.0, 0.0, 0.0]
  t = 3.0
  [[question.case]]
  x = [-0.2, 0.3]
  A = [[1.0, 2.0], [-1.0, -1.0]]
  b = [1.0, 0.5]
  t = 5.0
  hidden = true
"""
# %% drivers.py
def value_or_word(log_barrier, x, A, b, t):
    value = float(log_barrier(x, A, b, t))
    return ("outside", 0.0) if value == np.inf else ("inside", value)

# %% solution
def log_barrier(x, A, b, t):
    slack = b - A @ x
    if (slack <= 0).any():
        return np.inf
    return -np.log(slack).sum() / t

# %% honest
def log_barrier(x, A, b, t):
    total = 0.0
    for row, bound in zip(A, b):
        if row @ x >= bound:
            return float("inf")
        total -= np.log(bound - row @ x)
    return total / t

# %% honest
def log_barrier(x, A, b, t):
    import math
    slack = np.subtract(b, np.dot(A, x))
    return math.inf if min(slack) <= 0 else -(1 / t) * math.log(np.prod(slack))

# %% wrong: nan outside
def log_barrier(x, A, b, t):
    with np.errstate(all="ignore"):
        return -np.log(b - A @ x).sum() / t

# %% wrong: times t
def log_barrier(x, A, b, t):
    slack = b - A @ x
    return np.inf if (slack <= 0).any() else -t * np.log(slack).sum()

# %% wrong: a large number outside
def log_barrier(x, A, b, t):
    slack = b - A @ x
    return 1e10 if (slack <= 0).any() else -np.log(slack).sum() / t
