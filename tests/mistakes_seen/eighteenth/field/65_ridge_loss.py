import numpy as np


# %% single half: the mean of squares is halved
def ridge_loss(X, w, y_true, alpha):
    n = len(y_true)
    return np.sum((y_true - X @ w) ** 2) / (2 * n) + alpha * np.sum(w**2)


# %% single norm_not_squared: the penalty is alpha times the norm of w instead of its square
def ridge_loss(X, w, y_true, alpha):
    return np.mean((y_true - X @ w) ** 2) + alpha * np.linalg.norm(w)


# %% single absolute_errors: the loss is the mean of the absolute errors instead of their squares
def ridge_loss(X, w, y_true, alpha):
    return np.mean(np.abs(y_true - X @ w)) + alpha * np.sum(w**2)


# %% whole penalty_per_example: the squares are summed over the examples and never divided by n, and the penalty is added once for each example inside the loop, so the result is n times the right loss
def penalty(w, alpha):
    total = 0.0
    for value in w:
        total += value**2
    return alpha * total


def ridge_loss(X, w, y_true, alpha):
    loss = 0.0
    for x, target in zip(X, y_true):
        prediction = np.dot(x, w)
        loss += (target - prediction) ** 2
        loss += penalty(w, alpha)
    return loss


# %% whole first_weight_free: the first weight is taken for the intercept and left out of the penalty
def mse(a, b):
    diff = a - b
    return float(diff @ diff) / len(diff)


def ridge_loss(X, w, y_true, alpha):
    y_pred = np.matmul(X, w)
    # the intercept is not regularized
    slopes = w[1:]
    l2 = float(np.dot(slopes, slopes))
    return mse(y_true, y_pred) + alpha * l2
