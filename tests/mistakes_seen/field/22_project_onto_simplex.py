import numpy as np

# %% single ascending: sorted in ascending order and not turned around
def project_onto_simplex(s):
    u = np.sort(s)
    excess = (np.cumsum(u) - 1) / np.arange(1, len(s) + 1)
    return np.maximum(s - excess[np.nonzero(u > excess)[0][-1]], 0)

# %% single all_components: theta is made of all components, whatever rho is
def project_onto_simplex(s):
    u = np.sort(s)[::-1]
    theta = (np.sum(u) - 1) / len(u)
    return np.maximum(s - theta, 0)

# %% single divided_by_index: divides by the index from 0 in place of the count
def project_onto_simplex(s):
    u = sorted(s, reverse=True)
    total, rho, theta = 0.0, 0, 0.0
    for j in range(len(u)):
        total += u[j]
        t = (total - 1) / (j + 1)
        if u[j] - t > 0:
            rho = j
    theta = (sum(u[: rho + 1]) - 1) / max(rho, 1)
    return np.maximum(s - theta, 0)

# %% single first_index: takes the first index that fulfils the condition and not the last
def project_onto_simplex(s):
    u = np.sort(s)[::-1]
    cssv = np.cumsum(u) - 1
    ind = np.arange(len(s)) + 1
    rho = np.nonzero(u - cssv / ind > 0)[0][0]
    theta = cssv[rho] / (rho + 1)
    return np.maximum(s - theta, 0)

# %% single no_minus_one: the sum is not lowered by 1
def project_onto_simplex(s):
    u = np.sort(s)[::-1]
    excess = np.cumsum(u) / np.arange(1, len(s) + 1)
    support = np.nonzero(u >= excess)[0][-1]
    return np.maximum(s - excess[support], 0)

# %% whole clip_and_divide: cuts negative components off and divides by the sum
def project_onto_simplex(s):
    p = np.maximum(s, 0)
    return p / p.sum()

# %% whole softmax: the softmax of s, which is on the simplex but not the nearest point
def project_onto_simplex(s):
    e = np.exp(s - np.max(s))
    return e / np.sum(e)

# %% whole sorted_result: right theta, but the components are returned in sorted order
def find_theta(u):
    theta = 0
    for k in range(1, len(u) + 1):
        candidate = (np.sum(u[:k]) - 1) / k
        if u[k - 1] > candidate:
            theta = candidate
    return theta

def project_onto_simplex(s):
    u = np.sort(s)[::-1]
    theta = find_theta(u)
    return np.array([max(x - theta, 0) for x in u])
