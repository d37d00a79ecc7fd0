import numpy as np


def least_squares(X, y, w):
    residuals = X @ w - y
    return residuals @ residuals / (2 * len(y)), X.T @ residuals / len(y)


# %% single squared_norm_compared: the squared norm of the gradient is compared with tol in place of the norm
def gradient_descent(X, y, w, alpha, tol, max_its):
    loss, gradient = least_squares(X, y, w)
    losses = [loss]
    while gradient @ gradient > tol and len(losses) <= max_its:
        w = w - alpha * gradient
        loss, gradient = least_squares(X, y, w)
        losses.append(loss)
    return w, losses


# %% whole test_after_the_step_with_largest_entry: the gradient is tested only after its step was taken, so one step too many is taken, and its largest entry is compared with tol in place of the Euclidean norm
def loss_of(X, y, w):
    return ((X @ w - y) ** 2).sum() / (2 * X.shape[0])


def grad_of(X, y, w):
    return X.T.dot(X.dot(w) - y) / X.shape[0]


def gradient_descent(X, y, w, alpha, tol, max_its):
    losses = [loss_of(X, y, w)]
    for it in range(max_its):
        d = grad_of(X, y, w)
        w = w - alpha * d
        losses.append(loss_of(X, y, w))
        # converged?
        if np.max(np.abs(d)) <= tol:
            break
    return w, np.array(losses)
