import numpy as np

# %% single index_off_by_one: the index from 0 is used as the number of the largest entries, so the threshold is divided by one too little
def project_onto_simplex(s):
    u = np.sort(s)[::-1]
    css = np.cumsum(u)
    rho = np.nonzero(u * np.arange(1, len(s) + 1) > css - 1)[0][-1]
    theta = (css[rho] - 1) / rho
    return np.maximum(s - theta, 0)

# %% whole clipped_and_rescaled: the negative entries are set to zero and the rest is divided by its sum, which gives a point of the simplex but not the nearest one
def is_on_simplex(v):
    return np.all(v >= 0) and np.isclose(v.sum(), 1)


def project_onto_simplex(s):
    if is_on_simplex(s):
        return s
    v = s.copy()
    v[v < 0] = 0
    total = v.sum()
    if total == 0:
        return np.full(len(s), 1 / len(s))
    return v / total
