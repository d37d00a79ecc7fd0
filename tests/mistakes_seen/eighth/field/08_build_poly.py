import numpy as np

# %% single powers_from_one: the powers go from 1 to degree + 1 in place of 0 to degree, so the column of ones is missing and a power too high is there
def build_poly(x, degree):
    return np.stack([x ** (d + 1) for d in range(degree + 1)], axis=1)

# %% whole whole_numbers: the matrix is made with dtype int, so that every power is cut to a whole number
def build_poly(x, degree):
    """polynomial basis functions for input data x, for j=0 up to j=degree."""
    n = len(x)
    phi = np.ones((n, degree + 1), dtype=int)
    for i in range(n):
        power = 1
        for j in range(1, degree + 1):
            power *= x[i]
            phi[i, j] = power
    return phi
