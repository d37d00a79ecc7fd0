import numpy as np


# %% single argmax_finds_first: np.argmax of the condition gives the first index where it holds, where the last is needed, so theta comes from the largest entry alone
def project_onto_simplex(s):
    u = np.sort(s)[::-1]
    t = (np.cumsum(u) - 1) / np.arange(1, len(s) + 1)
    rho = np.argmax(u > t)
    return np.maximum(s - t[rho], 0)


# %% single not_cut_at_zero: theta is right, but the maximum with 0 is missing, so entries below theta come out negative
def project_onto_simplex(s):
    u = np.sort(s)[::-1]
    excess = (np.cumsum(u) - 1) / np.arange(1, len(s) + 1)
    rho = np.nonzero(u > excess)[0][-1]
    return s - excess[rho]


# %% single theta_over_n: theta is the excess of the rho largest entries divided by the number of all entries in place of rho
def project_onto_simplex(s):
    n = len(s)
    u = np.sort(s)[::-1]
    css = np.cumsum(u) - 1
    rho = np.nonzero(u * np.arange(1, n + 1) > css)[0][-1]
    theta = css[rho] / n
    return np.maximum(s - theta, 0)


# %% whole clip_and_normalize: negative entries are cut off and the rest is divided by its sum, which lies on the simplex but is not the nearest point
def make_nonnegative(v):
    return np.where(v > 0, v, 0.0)


def project_onto_simplex(s):
    s = np.asarray(s, dtype=float)
    p = make_nonnegative(s)
    total = p.sum()
    if total == 0:
        return np.ones(len(s)) / len(s)
    return p / total


# %% whole plane_then_clip_once: it projects onto the plane of sum 1 by a shift of all entries and cuts off the negative ones once, so that the sum is above 1 afterwards
def project_onto_simplex(s):
    d = len(s)
    # 1) onto the hyperplane sum(x) = 1
    gap = 0.0
    for value in s:
        gap += value
    gap = (gap - 1.0) / d
    on_plane = [value - gap for value in s]
    # 2) onto the positive orthant
    result = []
    for value in on_plane:
        result.append(value if value > 0 else 0.0)
    return np.array(result)
