"""
# 121. Constrained optimization courses: active_set(A, b, x, tol) -> a set of indices
[[question]]
name = "active_set"
title = "The active constraints"
signature = "active_set(A, b, x, tol)"
returns = "points"
points = 2
  [[question.case]]
  A = [[1.0, 1.0], [-1.0, 0.0], [0.0, -1.0], [1.0, 0.0]]
  b = [1.0, 0.0, 0.0, 1.0]
  x = [1.0, 0.0]
  tol = 1e-3
  [[question.case]]
  A = [[1.0, 2.0], [-1.0, -1.0], [0.5, 0.0]]
  b = [5.0, 1.0, 0.5]
  x = [1.0, 1.9995]
  tol = 1e-2
  hidden = true
"""
# %% solution
def active_set(A, b, x, tol):
    return {i for i in range(len(b)) if abs(A[i] @ x - b[i]) <= tol}

# %% honest
def active_set(A, b, x, tol):
    return np.flatnonzero(np.abs(A @ x - b) <= tol)

# %% honest
def active_set(A, b, x, tol):
    return set(np.where(np.isclose(A @ x, b, rtol=0, atol=tol))[0].tolist())

# %% wrong: a mask of booleans
def active_set(A, b, x, tol):
    return np.abs(A @ x - b) <= tol

# %% wrong: those that are fulfilled
def active_set(A, b, x, tol):
    return {i for i in range(len(b)) if A[i] @ x <= b[i] + tol}

# %% wrong: counted from 1
def active_set(A, b, x, tol):
    return {i + 1 for i in range(len(b)) if abs(A[i] @ x - b[i]) <= tol}
