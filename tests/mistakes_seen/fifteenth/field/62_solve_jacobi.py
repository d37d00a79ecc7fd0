import numpy as np


# %% single newest_values: each unknown is solved for with the newest values of the others (Gauss-Seidel), while Jacobi uses the old ones for all
def solve_jacobi(A, b, n):
    x = np.zeros(len(b))
    for _ in range(n):
        for i in range(len(b)):
            x[i] = (b[i] - A[i] @ x + A[i, i] * x[i]) / A[i, i]
    return x


# %% single plus_rest: the part off the diagonal is added to b and not subtracted from it
def solve_jacobi(A, b, n):
    d = np.diag(A)
    rest = A - np.diag(d)
    x = np.zeros(len(b))
    for _ in range(n):
        x = (b + rest @ x) / d
    return x


# %% single diagonal_kept: the diagonal is not taken out of A, so that the whole of A x is subtracted from b
def solve_jacobi(A, b, n):
    d = np.diag(A)
    x = np.zeros(len(b))
    for _ in range(n):
        x = (b - A @ x) / d
    return x


# %% whole below_the_diagonal_only: the inner sum goes only over the columns left of the diagonal, those to the right of it are forgotten
def solve_jacobi(A, b, n):
    size = len(b)
    x = [0.0] * size
    for iteration in range(n):
        x_new = [0.0] * size
        for i in range(size):
            s = 0.0
            for j in range(i):
                s += A[i][j] * x[j]
            x_new[i] = (b[i] - s) / A[i][i]
        x = x_new
    return np.array(x)


# %% whole one_step_ahead: starts from b divided by the diagonal, which is the first iterate already, and makes n more steps, so it returns the iterate n + 1
def split(A):
    D = np.diag(np.diag(A))
    L_plus_U = A - D
    return D, L_plus_U


def solve_jacobi(A, b, n):
    A = np.asarray(A, dtype=float)
    b = np.asarray(b, dtype=float)
    D, LU = split(A)
    D_inv = np.linalg.inv(D)
    T = -D_inv @ LU
    c = D_inv @ b
    x = c.copy()
    for k in range(n):
        x = T @ x + c
    return x
