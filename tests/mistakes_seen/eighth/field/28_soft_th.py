import numpy as np

# %% single hard_threshold: hard thresholding: entries above the threshold are kept as they are and not shrunk by th
def soft_th(w, th):
    return w * (np.abs(w) > th)

# %% whole negative_away_from_zero: negative entries are moved away from zero, w - th in place of w + th
def shrink_scalar(value, th):
    if -th <= value <= th:
        return 0.0
    return value - th


def soft_th(w, th):
    out = np.zeros_like(w, dtype=float)
    for idx, value in enumerate(w):
        out[idx] = shrink_scalar(value, th)
    return out
