import numpy as np

# %% single transpose_on_the_wrong_side: V^T H V instead of V H V^T with V = I - rho s y^T, the two transposes are exchanged
def bfgs_update(H, s, y):
    n = len(s)
    rho = 1.0 / np.dot(y, s)
    V = np.eye(n) - rho * np.outer(s, y)
    H_new = V.T @ H @ V + rho * np.outer(s, s)
    return H_new

# %% whole one_cross_term: in the multiplied-out formula only one of the two cross terms is subtracted, H y s^T, and its transpose s y^T H is missing, so H is no longer symmetric
def bfgs_update(H, s, y):
    sy = float(s @ y)
    Hy = H @ y
    # H + (1 + y'Hy / s'y) ss' / s'y - cross terms / s'y
    scale = (1 + float(y @ Hy) / sy) / sy
    update = np.zeros_like(H, dtype=float)
    for i in range(len(s)):
        for j in range(len(s)):
            update[i, j] = scale * s[i] * s[j] - Hy[i] * s[j] / sy
    return H + update
