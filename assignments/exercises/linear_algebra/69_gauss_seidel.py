"""
# 69. deep-ml 57: gauss_seidel(A, b, n, x_ini=None)
[[question]]
name = "gauss_seidel"
title = "The method of Gauss and Seidel"
signature = "gauss_seidel(A, b, n, x_ini=None)"
returns = "array"
points = 3
  [[question.case]]
  A = [[4.0, 1.0, 2.0], [3.0, 5.0, 1.0], [1.0, 1.0, 3.0]]
  b = [4.0, 7.0, 3.0]
  n = 3
  [[question.case]]
  A = [[4.55, 0.77], [0.811, 1.55]]
  b = [1.31, 2.83]
  n = 2
  x_ini = [0.443, -0.861]
  [[question.case]]
  A = [[4.0, 1.0], [1.5, 3.0]]
  b = [1.0, 2.0]
  n = 2
  x_ini = [0.4, -0.7]
  hidden = true
"""
# %% solution
def gauss_seidel(A, b, n, x_ini=None):
    x = np.zeros(len(b)) if x_ini is None else x_ini
    for _ in range(n):
        for i in range(len(b)):
            x[i] += (b[i] - A[i] @ x) / A[i, i]
    return x

# %% honest
def gauss_seidel(A, b, n, x_ini=None):
    x = x_ini if x_ini is not None else np.zeros_like(b)
    L, U = np.tril(A), np.triu(A, 1)
    for _ in range(n):
        x = np.linalg.solve(L, b - U @ x)
    return x

# %% honest
def gauss_seidel(A, b, n, x_ini=None):
    size = len(b)
    x = [0.0] * size if x_ini is None else list(x_ini)
    for _ in range(n):
        for i in range(size):
            rest = b[i]
            for j in range(size):
                if j != i:
                    rest = rest - A[i][j] * x[j]
            x[i] = rest / A[i][i]
    return x

# %% wrong: Jacobi
def gauss_seidel(A, b, n, x_ini=None):
    x = np.zeros(len(b)) if x_ini is None else x_ini
    for _ in range(n):
        x = x + (b - A @ x) / np.diag(A)
    return x

# %% wrong: the start is not used
def gauss_seidel(A, b, n, x_ini=None):
    x = np.zeros(len(b))
    for _ in range(n):
        for i in range(len(b)):
            x[i] += (b[i] - A[i] @ x) / A[i, i]
    return x

# %% wrong: from the last row to the first
def gauss_seidel(A, b, n, x_ini=None):
    x = np.zeros(len(b)) if x_ini is None else x_ini
    for _ in range(n):
        for i in reversed(range(len(b))):
            x[i] += (b[i] - A[i] @ x) / A[i, i]
    return x
