import numpy as np


# %% single starts_one_ahead: x starts at b over the diagonal, which is the first iterate already, so there is one iteration too many
def solve_jacobi(A, b, n):
    d = np.diag(A)
    R = A - np.diag(d)
    x = b / d
    for _ in range(n):
        x = (b - R @ x) / d
    return x


# %% whole same_array: x_new is the same array as x and no copy, so an iteration uses components that it has changed already, as Gauss and Seidel do
def solve_jacobi(A, b, n):
    size = len(b)
    x = np.zeros(size)
    for iteration in range(n):
        x_new = x
        for i in range(size):
            total = 0.0
            for j in range(size):
                if j != i:
                    total += A[i][j] * x[j]
            x_new[i] = (b[i] - total) / A[i][i]
        x = x_new
    return x.round(6)
