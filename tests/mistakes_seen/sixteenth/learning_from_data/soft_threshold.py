import numpy as np


# %% single sign_forgotten: leaves out sign(v), so negative components come out positive
def soft_threshold(v, t):
    return np.maximum(np.abs(v) - t, 0)


# %% single hard_threshold: hard thresholding: the components larger than t keep their value and are not moved towards 0 by t
def soft_threshold(v, t):
    return np.where(np.abs(v) > t, v, 0.0)


# %% single no_stop_at_zero: subtracts t * sign(v) without the maximum with 0, so small components jump over 0 to the other side
def soft_threshold(v, t):
    return v - t * np.sign(v)


# %% whole negative_branch_pushed_out: in the branch for v < -t it subtracts t in place of adding it, so negative components move away from 0
def soft_threshold(v, t):
    v = np.asarray(v, dtype=float)
    result = np.zeros(len(v))
    for j in range(len(v)):
        if v[j] > t:
            result[j] = v[j] - t
        elif v[j] < -t:
            result[j] = v[j] - t
        # otherwise it stays 0
    return result


# %% whole shrinks_the_whole_vector: shrinks the vector as a whole by the factor max(1 - t / ||v||, 0), the proximal operator of the 2-norm, and not each component by t
def shrink_factor(norm, t):
    """How much of the vector is left."""
    if norm <= t:
        return 0.0
    return 1.0 - t / norm


def soft_threshold(v, t):
    v = np.array(v, dtype=float)
    norm = np.linalg.norm(v)
    return shrink_factor(norm, t) * v
