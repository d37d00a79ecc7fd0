# %% single starts_one_iteration_ahead: x starts at b / d, which is what the first iteration from zero gives, and then n more iterations follow.
import numpy as np


def solve_jacobi(A, b, n):
    d_a = np.diag(A)
    nda = A - np.diag(d_a)
    x = b / d_a
    for i in range(n):
        x = (b - nda @ x) / d_a
    return x

# %% whole integer_array_cuts_off_the_digits: The new components are written into an array of integers, made from a list of zeros, so everything after the point is cut off in every iteration.
import numpy as np


def row_without_diagonal(row, x, i):
    return sum(a * v for j, (a, v) in enumerate(zip(row, x)) if j != i)


def solve_jacobi(A, b, n):
    size = len(b)
    x = np.array([0] * size)
    for _ in range(n):
        fresh = np.array([0] * size)
        for i in range(size):
            fresh[i] = (b[i] - row_without_diagonal(A[i], x, i)) / A[i][i]
        x = fresh
    return x
