"""
# 18. EPFL CS-439, lab 2: compute_gradient(b, A, x) -> grad, Axmb
[[question]]
name = "compute_gradient"
title = "Gradient and residual of least squares"
signature = "compute_gradient(b, A, x)"
returns = [{ grad = "array" }, { Axmb = "array" }]
points = 4
  [[question.case]]
  b = [0.1, 0.3, 0.5]
  A = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  x = [0.5, 1.0]
  [[question.case]]
  b = [0.227, -0.231]
  A = [[0.541, 0.155, -0.657], [0.565, -0.553, 0.369]]
  x = [0.313, -2.87, 2.63]
  [[question.case]]
  b = [0.2, -0.3]
  A = [[1.0, 0.3], [0.4, -0.5]]
  x = [0.3, 2.0]
  hidden = true
"""
# %% solution
def compute_gradient(b, A, x):
    r = A @ x - b
    return A.T @ r / len(b), r

# %% honest
def compute_gradient(b, A, x):
    Axmb = np.array([np.dot(row, x) for row in A]) - b
    return np.mean(A * Axmb[:, None], 0), Axmb

# %% honest
def compute_gradient(b, A, x):
    rows, columns = range(len(b)), range(len(x))
    Axmb = [sum(A[i][j] * x[j] for j in columns) - b[i] for i in rows]
    grad = [sum(A[i][j] * Axmb[i] for i in rows) / len(b) for j in columns]
    return grad, Axmb

# %% wrong: not divided
def compute_gradient(b, A, x):
    r = A @ x - b
    return A.T @ r, r

# %% wrong: b - A x
def compute_gradient(b, A, x):
    r = b - A @ x
    return -A.T @ r / len(b), r

# %% wrong: the gradient alone
def compute_gradient(b, A, x):
    return A.T @ (A @ x - b) / len(b)
