# %% single scores_clipped_to_thirty: The scores are clipped to lie between -30 and 30 against overflow, so that the loss of a point with a large score on the wrong side is cut off.
import numpy as np


def logistic(X, y, w):
    n = len(y)
    z = np.clip(X @ w, -30, 30)
    p = 1 / (1 + np.exp(-z))
    loss = np.sum(np.log(1 + np.exp(z)) - y * z) / n
    gradient = X.T @ (p - y) / n
    return loss, gradient

# %% whole slope_of_the_sigmoid_in_the_gradient: The gradient has the factor p (1 - p), the slope of the sigmoid, which belongs to squared errors and cancels in the cross-entropy.
import numpy as np


def softplus(z):
    return max(z, 0.0) + np.log1p(np.exp(-abs(z)))


def logistic(X, y, w):
    n, d = X.shape
    loss = 0.0
    grad = np.zeros(d)
    for xi, yi in zip(X, y):
        z = xi.dot(w)
        p = np.exp(-softplus(-z))
        loss += softplus(z) - yi * z
        grad += (p - yi) * p * (1 - p) * xi
    return loss / n, grad / n
