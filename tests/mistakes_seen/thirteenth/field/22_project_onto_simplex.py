import numpy as np


# %% single first_index_taken: argmax finds the first sorted component above its threshold instead of the last one
def project_onto_simplex(s):
    u = np.sort(s)[::-1]
    cumulative = np.cumsum(u)
    k = np.arange(1, len(u) + 1)
    condition = u - (cumulative - 1) / k > 0
    rho = np.argmax(condition)
    theta = (cumulative[rho] - 1) / (rho + 1)
    return np.maximum(s - theta, 0)


# %% whole shift_clip_rescale: all components are shifted once by the mean excess and clipped, and then scaled to the sum 1
def onto_plane(v):
    """the nearest point whose components add up to 1"""
    return v - (np.sum(v) - 1) / len(v)


def project_onto_simplex(s):
    v = onto_plane(np.asarray(s, dtype=float))
    v = np.clip(v, 0, None)
    # after clipping the sum may be too large, so scale it back
    total = v.sum()
    return v / total
