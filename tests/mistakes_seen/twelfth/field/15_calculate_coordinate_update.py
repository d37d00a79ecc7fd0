import numpy as np


# %% single w_moved_by_the_whole_alpha: w is moved by the new alpha_n times y_n x_n / lambda in place of by the change of alpha_n
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x = X[n]
    new = np.clip(alpha[n] - lambda_ * (y[n] * (x @ w) - 1) / (x @ x), 0, 1)
    w = w + new * y[n] * x / lambda_
    alpha = alpha.copy()
    alpha[n] = new
    return w, alpha


# %% whole no_upper_bound_and_norm_not_squared: alpha_n is cut at 0 only and not at 1 as well, and the coordinate step is divided by the norm of x_n in place of its square
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    # the point that is looked at
    x_n, y_n = X[n], y[n]
    old_alpha = np.copy(alpha)

    # derivative of the dual by alpha_n
    margin = y_n * np.dot(x_n, w)
    derivative = 1 - margin
    length = np.sqrt(np.sum(x_n**2))
    if length == 0:
        return w, old_alpha

    alpha_new = old_alpha.copy()
    alpha_new[n] = max(0.0, old_alpha[n] + lambda_ * derivative / length)

    # keep w = 1/lambda * sum alpha_i y_i x_i
    change = alpha_new[n] - old_alpha[n]
    w_new = w + change * y_n * x_n / lambda_
    return w_new, alpha_new
