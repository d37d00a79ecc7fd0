import numpy as np

# %% single lambda_missing_in_w: the change of w is not divided by lambda
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x_n, y_n = X[n], y[n]
    old_alpha_n = np.copy(alpha[n])
    g = y_n * x_n.dot(w) - 1
    new_alpha_n = min(max(old_alpha_n - lambda_ * g / x_n.dot(x_n), 0.0), 1.0)
    alpha[n] = new_alpha_n
    w = w + (new_alpha_n - old_alpha_n) * y_n * x_n
    return w, alpha

# %% whole old_alpha_not_copied: the old alpha is only another name for the same array, so the difference is zero and w never changes
def clip01(value):
    if value < 0:
        return 0.0
    if value > 1:
        return 1.0
    return value


def best_alpha(label, row, lam, a, w):
    margin_error = 1 - label * np.dot(row, w)
    return clip01(a + lam * margin_error / np.linalg.norm(row) ** 2)


def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    alpha_old = alpha
    alpha[n] = best_alpha(y[n], X[n], lambda_, alpha[n], w)
    change = alpha - alpha_old
    w_new = w + X.T @ (change * y) / lambda_
    return w_new, alpha
