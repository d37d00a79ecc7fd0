"""
# 85. Numerical analysis courses: sor(A, b, omega, x0, sweeps) -> xs
[[question]]
name = "sor"
title = "Successive over-relaxation"
signature = "sor(A, b, omega, x0, sweeps)"
returns = "history"
points = 4
  [[question.case]]
  A = [[4.0, 1.0, 0.5], [1.0, 3.0, -1.0], [0.5, -1.0, 5.0]]
  b = [1.0, 2.0, 3.0]
  omega = 1.2
  x0 = [0.5, 0.0, -1.0]
  sweeps = 4
  [[question.case]]
  A = [[2.0, 0.3], [0.3, 1.0]]
  b = [-1.0, 0.4]
  omega = 0.8
  x0 = [1.0, 1.0]
  sweeps = 6
  hidden = true
"""
# %% solution
def sor(A, b, omega, x0, sweeps):
    """Return the iterate after each sweep, the start first."""
    ### BEGIN SOLUTION
    x = x0.copy()
    xs = [x.copy()]
    for _ in range(sweeps):
        for i in range(len(b)):
            rest = A[i] @ x - A[i, i] * x[i]
            x[i] = (1 - omega) * x[i] + omega * (b[i] - rest) / A[i, i]
        xs.append(x.copy())
    return xs
    ### END SOLUTION

# %% honest
def sor(A, b, omega, x0, sweeps):
    D, L, U = np.diag(np.diag(A)), np.tril(A, -1), np.triu(A, 1)
    xs = [x0]
    for _ in range(sweeps):
        xs.append(np.linalg.solve(D + omega * L, omega * b - (omega * U + (omega - 1) * D) @ xs[-1]))
    return np.array(xs)

# %% honest
def sor(A, b, omega, x0, sweeps):
    x = list(map(float, x0))
    xs = [tuple(x)]
    for _ in range(sweeps):
        for i in range(len(x)):
            total = b[i]
            for j in range(len(x)):
                if j != i:
                    total -= A[i][j] * x[j]
            x[i] += omega * (total / A[i][i] - x[i])
        xs.append(tuple(x))
    return xs

# %% wrong: Jacobi's values
def sor(A, b, omega, x0, sweeps):
    xs = [x0]
    for _ in range(sweeps):
        x = xs[-1]
        xs.append((1 - omega) * x + omega * (b - A @ x + np.diag(A) * x) / np.diag(A))
    return xs

# %% wrong: omega is left out
def sor(A, b, omega, x0, sweeps):
    x = x0.copy()
    xs = [x.copy()]
    for _ in range(sweeps):
        for i in range(len(b)):
            x[i] = (b[i] - A[i] @ x + A[i, i] * x[i]) / A[i, i]
        xs.append(x.copy())
    return xs

# %% wrong: the rows are one array
def sor(A, b, omega, x0, sweeps):
    x = x0.copy()
    xs = [x]
    for _ in range(sweeps):
        for i in range(len(b)):
            rest = A[i] @ x - A[i, i] * x[i]
            x[i] = (1 - omega) * x[i] + omega * (b[i] - rest) / A[i, i]
        xs.append(x)
    return xs
