import numpy as np

# %% single diagonal_not_removed: the sum over the row still has the diagonal in it
def solve_jacobi(A, b, n):
    d = np.diag(A)
    x = np.zeros(len(b))
    for _ in range(n):
        x = (b - A @ x) / d
    return x

# %% whole newest_values_used: the new values are written into the same vector and used at once, which is the method of Gauss and Seidel
def row_sum_without(A, x, i):
    s = 0.0
    for j in range(len(x)):
        if j != i:
            s += A[i][j] * x[j]
    return s


def sweep(A, b, x):
    for i in range(len(b)):
        x[i] = (b[i] - row_sum_without(A, x, i)) / A[i][i]
    return x


def solve_jacobi(A, b, n):
    x = [0.0] * len(b)
    for _ in range(n):
        x = sweep(A, b, x)
    return x
