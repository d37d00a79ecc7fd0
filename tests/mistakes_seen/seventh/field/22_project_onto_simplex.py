import numpy as np


# %% single first_index_for_last: the threshold is taken at the first index at which the condition holds and not at the last
def project_onto_simplex(s):
    ordered = -np.sort(-s)
    thresholds = (np.cumsum(ordered) - 1) / (1 + np.arange(s.size))
    rho = np.argmax(ordered > thresholds)
    return np.clip(s - thresholds[rho], 0, None)


# %% whole clipped_and_rescaled: negative entries are set to 0 and the rest is divided by its sum, which is on the simplex, but not the nearest point of it
def project_onto_simplex(s):
    positive = [max(float(value), 0.0) for value in s]
    total = sum(positive)
    if total == 0:
        return np.ones(len(s)) / len(s)
    return np.array([value / total for value in positive])
