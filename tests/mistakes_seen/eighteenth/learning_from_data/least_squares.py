import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single loss_not_halved: the factor 1/2 is missing in the loss, the gradient is right
def least_squares(X, y, w):
    r = X @ w - y
    return np.mean(r**2), X.T @ r / len(y)


# %% single gradient_is_a_sum: the gradient is not divided by the number of points
def least_squares(X, y, w):
    n = X.shape[0]
    error = np.dot(X, w) - y
    loss = np.sum(error**2) / (2 * n)
    gradient = np.dot(X.T, error)
    return loss, gradient


# %% single residual_turned_round: the residual is y - Xw, and so the gradient has the wrong sign
def least_squares(X, y, w):
    n = len(y)
    residual = y - X @ w
    loss = residual @ residual / (2 * n)
    gradient = X.T @ residual / n
    return loss, gradient


# %% whole column_minus_vector: a column of predictions minus the vector y is an n by n matrix, so loss and gradient average over all pairs of points
def least_squares(X, y, w):
    n, d = X.shape
    w = w.reshape(d, 1)
    predictions = X @ w
    residuals = predictions - y
    loss = 0.5 * np.mean(residuals**2)
    grad = X.T @ residuals / n
    if grad.ndim > 1:  # one gradient, not many
        grad = grad.mean(axis=1)
    return loss, grad


# %% whole divides_by_d: the student takes the number of columns for n, and divides loss and gradient by d
def residual(x, w, target):
    total = 0.0
    for a, b in zip(x, w):
        total += a * b
    return total - target


def least_squares(X, y, w):
    n = len(X[0])
    loss = 0.0
    gradient = [0.0 for _ in w]
    for x, target in zip(X, y):
        e = residual(x, w, target)
        loss += e * e
        for j in range(len(w)):
            gradient[j] += e * x[j]
    return loss / (2 * n), np.array(gradient) / n
