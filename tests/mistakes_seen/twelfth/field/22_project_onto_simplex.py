import numpy as np


# %% single first_index_in_place_of_last: the shift is taken at the first index with u > excess in place of the last one, so only the largest entry decides
def project_onto_simplex(s):
    u = np.sort(s)[::-1]
    excess = (np.cumsum(u) - 1) / np.arange(1, len(s) + 1)
    index = np.nonzero(u > excess)[0][0]
    return np.maximum(s - excess[index], 0)


# %% whole cut_and_rescaled: the negative entries are set to 0 and the rest is divided by its sum, in place of subtracting one shift from all entries
def is_in_simplex(s):
    return all(v >= 0 for v in s) and abs(sum(s) - 1) < 1e-12


def project_onto_simplex(s):
    if is_in_simplex(s):
        return s
    result = []
    for v in s:
        result.append(v if v > 0 else 0.0)
    total = sum(result)
    if total == 0:  # everything was negative: the middle of the simplex
        return np.full(len(s), 1.0 / len(s))
    return np.array([v / total for v in result])
