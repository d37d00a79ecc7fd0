import numpy as np

# %% single gauss_seidel: the new components are used at once
def solve_jacobi(A, b, n):
    x = np.zeros(len(b))
    for _ in range(n):
        for i in range(len(b)):
            x[i] = (b[i] - A[i] @ x + A[i, i] * x[i]) / A[i, i]
    return x

# %% single starts_at_b: starts at b and not at zero
def solve_jacobi(A, b, n):
    d = np.diag(A)
    R = A - np.diag(d)
    x = b
    for _ in range(n):
        x = (b - R @ x) / d
    return x

# %% single one_iteration_less: one iteration too few
def solve_jacobi(A, b, n):
    d = np.diag(A)
    x = np.zeros(len(b))
    for _ in range(1, n):
        x = (b - (A - np.diag(d)) @ x) / d
    return x

# %% single plus: the rest is added and not subtracted
def solve_jacobi(A, b, n):
    d = np.diag(A)
    x = np.zeros(len(b))
    for _ in range(n):
        x = (b + (A - np.diag(d)) @ x) / d
    return x

# %% single diagonal_not_removed: the whole of A is subtracted, the diagonal too
def solve_jacobi(A, b, n):
    x = np.zeros_like(b)
    for _ in range(n):
        x = (b - A @ x) / np.diag(A)
    return x

# %% whole upper_part_only: the sum over j != i goes over j > i only
def solve_jacobi(A, b, n):
    size = len(b)
    x = [0.0] * size
    for k in range(n):
        new = [0.0] * size
        for i in range(size):
            s = b[i]
            for j in range(i + 1, size):
                s -= A[i][j] * x[j]
            new[i] = s / A[i][i]
        x = new
    return np.array(x)

# %% whole exact_solution: solves the system exactly and rounds
def solve_jacobi(A, b, n):
    # the iteration converges to the solution anyway
    x = np.linalg.solve(A, b)
    return np.round(x, 4)

# %% whole columns_and_alias: works with the columns of A, and old and new vectors are one array
def solve_jacobi(A, b, n):
    m = A.shape[0]
    x_new = np.zeros(m)
    for _ in range(n):
        x_old = x_new
        for i in range(m):
            sigma = 0
            for j in range(m):
                if j != i:
                    sigma += A[j, i] * x_old[j]
            x_new[i] = (b[i] - sigma) / A[i, i]
    return x_new
