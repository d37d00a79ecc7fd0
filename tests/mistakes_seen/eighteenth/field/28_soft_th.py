import numpy as np


# %% single hard_threshold: entries above the threshold are kept as they are (hard thresholding) and are not moved towards 0
def soft_th(w, th):
    return np.where(np.abs(w) > th, w, 0.0)


# %% single sign_lost: the sign is not put back, so negative entries come out positive
def soft_th(w, th):
    return np.maximum(np.abs(w) - th, 0)


# %% single no_maximum: the maximum with 0 is missing, so entries smaller than the threshold go past 0 to the other side
def soft_th(w, th):
    return np.sign(w) * (np.abs(w) - th)


# %% whole loop_same_direction: below -th the threshold is subtracted too in place of added, so negative entries move away from 0
def shrink(x, th):
    if x > th:
        return x - th
    elif x < -th:
        return x - th
    return 0.0


def soft_th(w, th):
    out = np.zeros(len(w))
    for i, x in enumerate(w):
        out[i] = shrink(x, th)
    return out


# %% whole returns_the_clipped_part: it returns w clipped to [-th, th], the part that soft thresholding takes away, in place of the rest
def soft_th(w, th):
    w = np.asarray(w, dtype=float)
    upper = np.full(w.shape, th)
    lower = -upper
    # no entry may be larger than the threshold
    result = np.minimum(w, upper)
    result = np.maximum(result, lower)
    return result
