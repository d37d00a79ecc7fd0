import numpy as np


def least_squares(X, y, w):
    residuals = X @ w - y
    return residuals @ residuals / (2 * len(y)), X.T @ residuals / len(y)


# %% single by_the_length_of_the_step: the run stops where the step, alpha times the gradient, is no longer than tol, in place of the gradient
def gradient_descent(X, y, w, alpha, tol, max_its):
    loss, gradient = least_squares(X, y, w)
    losses = [loss]
    for _ in range(max_its):
        step = alpha * gradient
        if np.linalg.norm(step) <= tol:
            break
        w = w - step
        loss, gradient = least_squares(X, y, w)
        losses.append(loss)
    return w, losses


# %% whole asks_after_the_step: the gradient is tested after the step that was made with it, so the run makes one step too many
def gradient_descent(X, y, w, alpha, tol, max_its):
    n = len(y)

    def f(v):
        return ((X @ v - y) ** 2).sum() / (2 * n)

    losses = [f(w)]
    steps = 0
    while steps < max_its:
        slope = np.zeros(len(w))
        for i in range(n):
            slope += (X[i] @ w - y[i]) * X[i] / n
        w = w - alpha * slope
        steps += 1
        losses.append(f(w))
        if np.sqrt(np.sum(slope**2)) <= tol:
            break
    return w, losses
