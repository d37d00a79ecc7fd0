import numpy as np


# %% single squared_norm: the squared norm of the gradient is compared with tol, not the norm, so it stops at another step
def gradient_descent(X, y, w, alpha, tol, max_its):
    n = len(y)
    losses = [np.sum((X @ w - y) ** 2) / (2 * n)]
    for _ in range(max_its):
        grad = X.T @ (X @ w - y) / n
        if np.sum(grad**2) <= tol:
            break
        w = w - alpha * grad
        losses.append(np.sum((X @ w - y) ** 2) / (2 * n))
    return w, losses


# %% single largest_component: stops by the largest component of the gradient in absolute value, not by the Euclidean norm
def gradient_descent(X, y, w, alpha, tol, max_its):
    def loss(w):
        return 0.5 * np.mean((X @ w - y) ** 2)

    losses = [loss(w)]
    for k in range(max_its):
        gradient = X.T @ (X @ w - y) / X.shape[0]
        if np.max(np.abs(gradient)) <= tol:
            break
        w = w - alpha * gradient
        losses.append(loss(w))
    return w, losses


# %% single last_loss_missing: the losses are recorded before each step only, so the loss of the last point is missing
def gradient_descent(X, y, w, alpha, tol, max_its):
    losses = []
    for _ in range(max_its):
        residual = X @ w - y
        gradient = X.T @ residual / len(y)
        if np.linalg.norm(gradient) <= tol:
            break
        losses.append(residual @ residual / (2 * len(y)))
        w = w - alpha * gradient
    return w, losses


# %% whole tested_after_step: the old gradient is tested after the step has been taken, so it takes one step too many, and takes one even where the start is good enough
def f_and_grad(X, y, w):
    r = X @ w - y
    return (r @ r) / (2 * len(r)), (X.T @ r) / len(r)


def gradient_descent(X, y, w, alpha, tol, max_its):
    loss, gradient = f_and_grad(X, y, w)
    losses = [loss]
    steps = 0
    while steps < max_its:
        w = w - alpha * gradient
        steps += 1
        size = np.sqrt(np.sum(gradient**2))
        loss, gradient = f_and_grad(X, y, w)
        losses.append(loss)
        if size <= tol:
            break
    return w, losses


# %% whole stops_by_loss_change: stops when the loss changes by no more than tol between two steps, not by the norm of the gradient
def mse_half(X, y, w):
    total = 0.0
    for i in range(len(y)):
        total += (np.dot(X[i], w) - y[i]) ** 2
    return total / (2 * len(y))


def gradient_descent(X, y, w, alpha, tol, max_its):
    history = [mse_half(X, y, w)]
    converged = False
    k = 0
    while not converged and k < max_its:
        err = X.dot(w) - y
        w = w - alpha * X.T.dot(err) / len(y)
        history.append(mse_half(X, y, w))
        # nothing happens any more -> we are there
        converged = abs(history[-2] - history[-1]) <= tol
        k += 1
    return w, history
