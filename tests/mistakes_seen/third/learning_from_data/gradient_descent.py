import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single largest_component: the stopping rule compares the largest component of the gradient in absolute value with tol in place of the Euclidean norm
def gradient_descent(X, y, w, alpha, tol, max_its):
    n = len(y)
    losses = [np.sum((X @ w - y) ** 2) / (2 * n)]
    for k in range(max_its):
        gradient = X.T @ (X @ w - y) / n
        if np.max(np.abs(gradient)) <= tol:
            break
        w = w - alpha * gradient
        losses.append(np.sum((X @ w - y) ** 2) / (2 * n))
    return w, losses


# %% single tested_after_the_step: the norm of the gradient at the old point is compared with tol after the step has been taken, in place of before it, so that there is one step too many
def gradient_descent(X, y, w, alpha, tol, max_its):
    def f(w):
        r = X @ w - y
        return r @ r / (2 * len(y)), X.T @ r / len(y)

    losses = [f(w)[0]]
    for _ in range(max_its):
        gradient = f(w)[1]
        w = w - alpha * gradient
        losses.append(f(w)[0])
        if np.linalg.norm(gradient) <= tol:
            break
    return w, losses


# %% whole loss_of_the_last_point_missing: a loss is appended only before each step, so that the loss f(w^K) of the last point is missing and a good start gives an empty list
def least_squares(X, y, w):
    residual = X.dot(w) - y
    n = X.shape[0]
    return (residual**2).sum() / (2 * n), X.T.dot(residual) / n


def gradient_descent(X, y, w, alpha, tol, max_its):
    losses = []
    steps = 0
    loss, grad = least_squares(X, y, w)
    while np.sqrt(np.sum(grad**2)) > tol and steps < max_its:
        losses.append(loss)
        w = w - alpha * grad
        loss, grad = least_squares(X, y, w)
        steps = steps + 1
    return w, losses


# %% whole change_of_the_loss: the run stops where the loss changes by at most tol from one step to the next, in place of where the norm of the gradient is at most tol
def gradient_descent(X, y, w, alpha, tol, max_its):
    n, d = X.shape
    loss = lambda u: sum((float(X[i] @ u) - y[i]) ** 2 for i in range(n)) / (2 * n)
    history = [loss(w)]
    for it in range(max_its):
        g = np.zeros(d)
        for i in range(n):
            g += (X[i] @ w - y[i]) * X[i]
        w = w - alpha * g / n
        history.append(loss(w))
        if abs(history[-2] - history[-1]) <= tol:
            return w, history
    return w, history
