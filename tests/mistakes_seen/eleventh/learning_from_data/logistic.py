import numpy as np


def sigmoid(z):
    """1 / (1 + exp(-z)) without overflow."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

# %% single mean_along_features: the mean of the gradient is taken along axis 1 (over the coordinates of a point) instead of over the points, so it has n entries
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    per_point = (sigmoid(z) - y)[:, None] * X  # one row for each point
    gradient = per_point.mean(axis=1)
    return loss, gradient

# %% whole labels_plus_minus: the loss and gradient for labels -1 and 1, log(1 + exp(-y x w)), are used with labels 0 and 1, so points with label 0 pull at nothing
def logistic(X, y, w):
    n, d = X.shape
    total = 0.0
    slope = np.zeros(d)
    for xi, yi in zip(X, y):
        margin = yi * np.dot(xi, w)
        total += np.logaddexp(0.0, -margin)
        # derivative of log(1 + exp(-margin))
        slope -= yi * sigmoid(-margin) * xi
    return total / n, slope / n
