import numpy as np


# %% single newest_values: x is overwritten within a sweep, so later rows use the new values of earlier ones (Gauss-Seidel's method)
def solve_jacobi(A, b, n):
    x = np.zeros(len(b))
    for _ in range(n):
        for i in range(len(b)):
            x[i] = (b[i] - sum(A[i][j] * x[j] for j in range(len(b)) if j != i)) / A[i][i]
    return x


# %% single diagonal_not_removed: the whole matrix A is multiplied by x, the diagonal is not taken out
def solve_jacobi(A, b, n):
    A, b = np.array(A, dtype=float), np.array(b, dtype=float)
    d = np.diag(A)
    x = np.zeros(len(b))
    for _ in range(n):
        x = (b - A @ x) / d
    return x


# %% single start_one_ahead: the iteration starts at b divided by the diagonal instead of at 0, which is the result of the first sweep already, so one sweep too many is made
def solve_jacobi(A, b, n):
    A, b = np.array(A, dtype=float), np.array(b, dtype=float)
    d = np.diag(A)
    R = A - np.diag(d)
    x = b / d
    for _ in range(n):
        x = (b - R @ x) / d
    return x


# %% whole division_of_b_only: only b_i is divided by the diagonal element, the sum over the other unknowns is subtracted undivided
def off_diagonal_sum(row, x, i):
    s = 0.0
    for j in range(len(row)):
        if j == i:
            continue
        s += row[j] * x[j]
    return s


def solve_jacobi(A, b, n):
    size = len(b)
    x = [0.0] * size
    for step in range(n):
        x_new = [0.0] * size
        for i in range(size):
            x_new[i] = b[i] / A[i][i] - off_diagonal_sum(A[i], x, i)
        x = x_new
    return x


# %% whole columns_for_rows: the sum runs over the column i of A and not over its row i: A is used transposed
def solve_jacobi(A, b, n):
    A = np.asarray(A, dtype=float)
    b = np.asarray(b, dtype=float)
    x_old = np.zeros(b.shape)
    iteration = 0
    while iteration < n:
        x_next = np.empty_like(x_old)
        for i in range(b.size):
            others = [A[j, i] * x_old[j] for j in range(b.size) if j != i]
            x_next[i] = (b[i] - np.sum(others)) / A[i, i]
        x_old = x_next
        iteration += 1
    return x_old
