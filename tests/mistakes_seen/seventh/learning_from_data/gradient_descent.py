import numpy as np


def least_squares(X, y, w):
    residuals = X @ w - y
    return residuals @ residuals / (2 * len(y)), X.T @ residuals / len(y)


# %% single squared_norm_compared: the squared length of the gradient, and not its length, is compared with tol
def gradient_descent(X, y, w, alpha, tol, max_its):
    loss, gradient = least_squares(X, y, w)
    losses, its = [loss], 0
    while its < max_its and gradient @ gradient > tol:
        w = w - alpha * gradient
        loss, gradient = least_squares(X, y, w)
        losses.append(loss)
        its += 1
    return w, losses


# %% whole stopped_after_the_step: the gradient is tested after the step that was taken with it, so that one step too many is taken
def loss_of(X, y, w):
    return sum((float(np.dot(x, w)) - t) ** 2 for x, t in zip(X, y)) / (2 * len(y))


def gradient_of(X, y, w):
    return sum((np.dot(x, w) - t) * x for x, t in zip(X, y)) / len(y)


def gradient_descent(X, y, w, alpha, tol, max_its):
    w = np.array(w, dtype=float)
    losses = [loss_of(X, y, w)]
    for _ in range(max_its):
        direction = gradient_of(X, y, w)
        w = w - alpha * direction
        losses.append(loss_of(X, y, w))
        if np.linalg.norm(direction) <= tol:
            break
    return w, losses
