# %% single squared_norm_against_tol: The squared norm of the gradient is compared with tol, so it stops at the norm sqrt(tol).
import numpy as np


def least_squares(X, y, w):
    r = X @ w - y
    return np.sum(r**2) / (2 * len(y)), X.T @ r / len(y)


def gradient_descent(X, y, w, alpha, tol, max_its):
    losses = [least_squares(X, y, w)[0]]
    for _ in range(max_its):
        gradient = least_squares(X, y, w)[1]
        if gradient @ gradient <= tol:
            break
        w = w - alpha * gradient
        losses.append(least_squares(X, y, w)[0])
    return w, losses

# %% whole stops_when_the_loss_hardly_changes: It stops after a step that changed the loss by tol or less, and never looks at the norm of the gradient.
import numpy as np


def gradient_descent(X, y, w, alpha, tol, max_its):
    n = len(y)
    A = X.T @ X / n
    c = X.T @ y / n

    def loss(w):
        return float(np.mean((X @ w - y) ** 2) / 2)

    losses = [loss(w)]
    done = False
    while not done and len(losses) - 1 < max_its:
        w = w - alpha * (A @ w - c)
        losses.append(loss(w))
        done = abs(losses[-2] - losses[-1]) <= tol
    return w, losses
