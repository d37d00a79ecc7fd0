import numpy as np


# %% single times_not_power: The columns are d * x and not the powers x**d.
def build_poly(x, degree):
    cols = [np.ones(len(x))]
    for d in range(1, degree + 1):
        cols.append(x * d)
    return np.stack(cols, axis=1)


# %% single no_ones: The column of ones (degree 0) is missing: the powers start at 1.
def build_poly(x, degree):
    return np.stack([x**d for d in range(1, degree + 1)], axis=1)


# %% single lying_down: The matrix is transposed: the powers lie along the rows and the points along the columns.
def build_poly(x, degree):
    return np.array([x**d for d in range(degree + 1)])


# %% whole squared_again: Each column is the square of the one before it, so it goes 1, x, x^2, x^4, ... instead of 1, x, x^2, x^3.
def next_power(column):
    return column * column


def build_poly(x, degree):
    phi = np.ones((x.shape[0], degree + 1))
    if degree >= 1:
        phi[:, 1] = x
    for j in range(2, degree + 1):
        phi[:, j] = next_power(phi[:, j - 1])
    return phi


# %% whole highest_first: The columns are in the order of falling powers, with the ones in the last column.
def build_poly(x, degree):
    n = len(x)
    poly = np.zeros((n, degree + 1))
    for i in range(n):
        value = 1.0
        # fill the row
        for j in range(degree, -1, -1):
            poly[i, j] = value
            value *= x[i]
    return poly
