import numpy as np

# %% single no_clip: alpha is not clipped to [0, 1]
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x = X[n]
    new = alpha[n] - lambda_ * (y[n] * (x @ w) - 1) / (x @ x)
    w = w + (new - alpha[n]) * y[n] * x / lambda_
    alpha = alpha.copy()
    alpha[n] = new
    return w, alpha

# %% single w_not_updated: w is returned as it was
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x = X[n]
    alpha = alpha.copy()
    alpha[n] = np.clip(alpha[n] - lambda_ * (y[n] * (x @ w) - 1) / (x @ x), 0, 1)
    return w, alpha

# %% single old_alpha_lost: alpha is overwritten first, so that the difference to the old one is 0 and w stays
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x_n, y_n = X[n], y[n]
    old = alpha
    alpha[n] = min(max(alpha[n] + lambda_ * (1 - y_n * (x_n @ w)) / np.sum(x_n**2), 0.0), 1.0)
    w = w + (alpha[n] - old[n]) * y_n * x_n / lambda_
    return w, alpha

# %% single lambda_divides: lambda divides in the step of alpha where it multiplies
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x = X[n]
    new = np.clip(alpha[n] - (y[n] * (x @ w) - 1) / (lambda_ * (x @ x)), 0, 1)
    w = w + (new - alpha[n]) * y[n] * x / lambda_
    alpha = alpha.copy()
    alpha[n] = new
    return w, alpha

# %% single norm_not_squared: divides by the norm of x and not by its square
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x = X[n]
    new = np.clip(alpha[n] - lambda_ * (y[n] * (x @ w) - 1) / np.linalg.norm(x), 0, 1)
    w = w + (new - alpha[n]) * y[n] * x / lambda_
    alpha = alpha.copy()
    alpha[n] = new
    return w, alpha

# %% whole w_without_label: the label is left out of the update of w; own clip function
def clip01(v):
    if v < 0:
        return 0.0
    if v > 1:
        return 1.0
    return v

def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    x_n = X[n]
    y_n = y[n]
    old_alpha = np.copy(alpha[n])
    g = (y_n * x_n.dot(w) - 1)
    if g != 0:
        alpha[n] = clip01(old_alpha - lambda_ * g / (x_n.T.dot(x_n)))
        w = w + 1.0 / lambda_ * (alpha[n] - old_alpha) * x_n
    return w, alpha

# %% whole all_coordinates: updates all coordinates of alpha at once, and remakes w of them all
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    margins = y * (X @ w)
    norms = (X**2).sum(axis=1)
    alpha = np.clip(alpha - lambda_ * (margins - 1) / norms, 0, 1)
    w = X.T @ (alpha * y) / lambda_
    return w, alpha

# %% whole gradient_step_of_alpha: a plain gradient step of alpha without the denominator; w is remade of all alphas
def calculate_coordinate_update(y, X, lambda_, alpha, w, n):
    a = alpha.copy()
    grad = 1 - y[n] * (X[n] @ w)
    a[n] = np.clip(a[n] + grad, 0, 1)
    w_new = np.zeros(len(w))
    for i in range(len(y)):
        w_new += a[i] * y[i] * X[i] / lambda_
    return w_new, a
