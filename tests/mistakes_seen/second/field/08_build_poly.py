import numpy as np


# %% single highest_power_first: the columns are in the wrong order, from the highest power down to the ones (np.vander without increasing=True)
def build_poly(x, degree):
    return np.vander(x, degree + 1)


# %% single times_instead_of_power: multiplies x by the exponent (x * d) instead of raising it to that power; the column of ones is right
def build_poly(x, degree):
    poly = np.ones((len(x), 1))
    for deg in range(1, degree + 1):
        poly = np.c_[poly, x * deg]
    return poly


# %% single reshaped_not_transposed: stacks the powers as rows and reshapes the array to (n, degree + 1) where it had to be transposed, so that entries land in wrong places
def build_poly(x, degree):
    powers = np.array([np.power(x, j) for j in range(degree + 1)])
    return powers.reshape(len(x), degree + 1)


# %% whole powers_one_too_high: no column of ones; the degree + 1 columns hold x to the powers 1 to degree + 1 instead of 0 to degree
def build_poly(x, degree):
    N = x.shape[0]
    out = np.zeros((N, degree + 1))
    for i in range(N):
        value = x[i]
        for j in range(degree + 1):
            out[i, j] = value
            value = value * x[i]
    return out


# %% whole squares_the_column_before: makes each column from the second power on by squaring the column before it (1, x, x^2, x^4, ...) instead of multiplying that by x
def build_poly(x, degree):
    phi = np.ones((len(x), degree + 1))
    phi[:, 1] = x
    for d in range(2, degree + 1):
        phi[:, d] = phi[:, d - 1] ** 2
    return phi
