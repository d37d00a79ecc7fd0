# %% single adds_the_whole_new_alpha_to_w: w is moved by the whole new alpha_n and not by what alpha_n has changed.
import numpy as np


def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x_n, y_n = X[n], y[n]
    g = (y_n * x_n.dot(w) - 1)
    new_alpha = alpha.copy()
    new_alpha[n] = min(max(alpha[n] - lambda_ * g / x_n.dot(x_n), 0.0), 1.0)
    w = w + new_alpha[n] * y_n * x_n / lambda_
    return w, new_alpha

# %% whole gradient_step_without_the_norm_of_the_point: The step along the coordinate is lambda times the derivative, a gradient step, instead of the exact maximizer, which divides by the squared norm of x_n.
import numpy as np


def clip01(a):
    if a < 0:
        return 0.0
    if a > 1:
        return 1.0
    return a


def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    score = sum(X[n, j] * w[j] for j in range(len(w)))
    slack = 1 - y[n] * score
    updated = clip01(alpha[n] + lambda_ * slack)
    change = updated - alpha[n]
    alphas = np.array(alpha, dtype=float)
    alphas[n] = updated
    weights = np.array([w[j] + change * y[n] * X[n, j] / lambda_ for j in range(len(w))])
    return weights, alphas
