import numpy as np


# %% single overwritten_before_the_difference: alpha[n] is overwritten before the change of alpha is computed, so that the change is 0 and w does not move
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x, label = X[n], y[n]
    gap = (1 - label * np.dot(x, w)) * lambda_ / np.dot(x, x)
    new_value = min(max(alpha[n] + gap, 0.0), 1.0)
    alpha[n] = new_value
    change = new_value - alpha[n]
    w = w + change * label * x / lambda_
    return w, alpha


# %% whole length_not_squared: the step is divided by the length of x and not by its square
def clip01(value):
    return 0.0 if value < 0 else 1.0 if value > 1 else value


def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    xn = X[n, :]
    yn = y[n]
    old_alpha_n = alpha[n]
    g = yn * xn.dot(w) - 1
    if np.linalg.norm(xn) == 0:
        return w, alpha
    new_alpha = alpha.copy()
    new_alpha[n] = clip01(old_alpha_n - lambda_ * g / np.linalg.norm(xn))
    delta = new_alpha[n] - old_alpha_n
    return w + 1.0 / lambda_ * delta * yn * xn, new_alpha
