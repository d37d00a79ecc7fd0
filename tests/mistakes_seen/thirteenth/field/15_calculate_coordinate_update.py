import numpy as np


# %% single whole_new_alpha_added: w moves by the whole new alpha_n instead of the difference to the old one
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x_n, y_n = X[n], y[n]
    g = (y_n * x_n.dot(w) - 1)
    if g != 0:
        alpha_new = min(max(alpha[n] - lambda_ * g / x_n.dot(x_n), 0.0), 1.0)
        alpha = alpha.copy()
        alpha[n] = alpha_new
        w = w + 1.0 / lambda_ * alpha_new * y_n * x_n
    return w, alpha


# %% whole step_over_length: the step of alpha_n is divided by the length of x_n instead of its square
def box(value, low=0.0, high=1.0):
    return low if value < low else high if value > high else value


def coordinate_step(x, label, w, lambda_):
    """the Newton step in one coordinate of the dual"""
    slope = label * np.dot(x, w) - 1
    return -lambda_ * slope / np.linalg.norm(x)


def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    alpha = np.array(alpha, dtype=float)
    before = alpha[n]
    alpha[n] = box(before + coordinate_step(X[n], y[n], w, lambda_))
    # keep w = 1/lambda X^T (alpha * y)
    w = w + (alpha[n] - before) / lambda_ * y[n] * X[n]
    return w, alpha
