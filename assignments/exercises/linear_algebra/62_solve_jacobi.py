"""
# 62. deep-ml 11: solve_jacobi(A, b, n) -> x
[[question]]
name = "solve_jacobi"
title = "Jacobi's method"
signature = "solve_jacobi(A, b, n)"
returns = { kind = "array", tolerance = 1e-4 }
points = 3
  [[question.case]]
  A = [[5.0, -2.0, 3.0], [-3.0, 9.0, 1.0], [2.0, -1.0, -7.0]]
  b = [-1.0, 2.0, 3.0]
  n = 2
  [[question.case]]
  A = [[4.55, 0.77], [0.811, 1.55]]
  b = [1.31, 2.83]
  n = 4
  [[question.case]]
  A = [[4.0, 1.0], [1.5, 3.0]]
  b = [1.0, 2.0]
  n = 4
  hidden = true
"""
# %% solution
def solve_jacobi(A, b, n):
    d = np.diag(A)
    x = np.zeros(len(b))
    for _ in range(n):
        x = (b - (A - np.diag(d)) @ x) / d
    return x

# %% honest
def solve_jacobi(A, b, n):
    x = np.zeros(len(b))
    for _ in range(n):
        new = np.zeros(len(b))
        for i in range(len(b)):
            new[i] = (b[i] - sum(A[i, j] * x[j] for j in range(len(b)) if j != i)) / A[i, i]
        x = new.copy()
    return np.round(x, 4).tolist()

# %% honest
def solve_jacobi(A, b, n):
    x = b * 0
    D_inv = np.linalg.inv(np.diag(np.diag(A)))
    while n > 0:
        x, n = x + D_inv.dot(b - A.dot(x)), n - 1
    return x

# %% wrong: Gauss-Seidel
def solve_jacobi(A, b, n):
    x = np.zeros(len(b))
    for _ in range(n):
        for i in range(len(b)):
            x[i] += (b[i] - A[i] @ x) / A[i, i]
    return x

# %% wrong: the direct solution
def solve_jacobi(A, b, n):
    return np.linalg.solve(A, b)

# %% wrong: a step too few
def solve_jacobi(A, b, n):
    x = np.zeros(len(b))
    for _ in range(1, n):
        x = x + (b - A @ x) / np.diag(A)
    return x
