import numpy as np


# %% single negative_side_moves_away: subtracts th from negative entries too, so that they grow away from zero
def soft_th(w, th):
    return np.where(np.abs(w) > th, w - th, 0.0)


# %% single small_entries_kept: entries within the threshold keep their value instead of becoming zero
def soft_th(w, th):
    out = w.copy()
    out[w > th] = w[w > th] - th
    out[w < -th] = w[w < -th] + th
    return out


# %% single half_the_threshold: shrinks by th / 2 instead of th
def soft_th(w, th):
    return np.sign(w) * np.maximum(np.abs(w) - th / 2, 0)


# %% whole second_test_without_minus: the second branch tests w < th instead of w < -th, so that entries within the threshold get th added instead of becoming zero
def soft_th(w, th):
    res = np.zeros(len(w))
    for i in range(len(w)):
        if w[i] > th:
            res[i] = w[i] - th
        elif w[i] < th:
            res[i] = w[i] + th
        else:
            res[i] = 0
    return res


# %% whole shrinks_the_whole_vector: shrinks the length of the whole vector by th (the prox of the l2 norm, group lasso) instead of each entry
def soft_th(w, th):
    length = np.linalg.norm(w)
    if length <= th:
        return np.zeros_like(w)
    return (1 - th / length) * w
