# %% single takes_the_first_index_instead_of_the_last: The threshold is taken at the first index of the sorted entries that stay above it, and not at the last.
import numpy as np


def project_onto_simplex(s):
    n = len(s)
    u = np.sort(s)[::-1]
    css = np.cumsum(u)
    condition = u - (css - 1) / np.arange(1, n + 1) > 0
    rho = np.nonzero(condition)[0][0]
    theta = (css[rho] - 1) / (rho + 1)
    return np.maximum(s - theta, 0)

# %% whole shifts_once_and_cuts: All entries are shifted by the same amount so that the sum is 1 and then the negative ones are cut to 0 once, after which the sum is larger than 1.
import numpy as np


def onto_hyperplane(v):
    surplus = v.sum() - 1
    return v - surplus / v.size


def project_onto_simplex(s):
    p = onto_hyperplane(np.asarray(s, dtype=float))
    for i in range(p.size):
        if p[i] < 0:
            p[i] = 0.0
    return p
