import numpy as np

# %% single small_entries_kept: the case |w| <= th is missing, so the small entries keep their value instead of becoming 0
def soft_th(w, th):
    out = np.array(w, dtype=float)
    for i in range(len(out)):
        if out[i] > th:
            out[i] = out[i] - th
        elif out[i] < -th:
            out[i] = out[i] + th
    return out

# %% whole clipped: the entries are clipped to [-th, th], which returns the part that soft thresholding takes away, not what it leaves
def soft_th(w, th):
    def threshold(value):
        # no entry may be beyond the threshold
        return min(max(value, -th), th)

    return np.array([threshold(value) for value in w])
