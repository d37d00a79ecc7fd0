"""The solution: linear models, fitted by gradient descent, by SGD or in closed form."""

import numpy as np


def compute_mse(y, tx, w):
    """Half of the mean squared error."""
    error = y - tx @ w
    return error @ error / (2 * len(y))


def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    """Gradient descent on the mean squared error; the last weights and their loss."""
    w = initial_w
    for _ in range(max_iters):
        gradient = -tx.T @ (y - tx @ w) / len(y)
        w = w - gamma * gradient
    return w, compute_mse(y, tx, w)


def mean_squared_error_sgd(y, tx, initial_w, max_iters, gamma):
    """The same with one data point in each step, drawn at random."""
    w = initial_w
    for _ in range(max_iters):
        n = np.random.randint(len(y))
        gradient = -tx[n] * (y[n] - tx[n] @ w)
        w = w - gamma * gradient
    return w, compute_mse(y, tx, w)


def ridge_regression(y, tx, lambda_):
    """The minimizer with the penalty lambda |w|^2, in closed form; its loss without the penalty."""
    n, d = tx.shape
    w = np.linalg.solve(tx.T @ tx + 2 * n * lambda_ * np.eye(d), tx.T @ y)
    return w, compute_mse(y, tx, w)


def sigmoid(t):
    """The logistic function."""
    return 1 / (1 + np.exp(-t))


def logistic_loss(y, tx, w):
    """The mean negative log-likelihood."""
    p = sigmoid(tx @ w)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def reg_logistic_regression(y, tx, lambda_, initial_w, max_iters, gamma):
    """Gradient descent on the penalized negative log-likelihood; the loss is without the penalty."""
    w = initial_w
    for _ in range(max_iters):
        gradient = tx.T @ (sigmoid(tx @ w) - y) / len(y) + 2 * lambda_ * w
        w = w - gamma * gradient
    return w, logistic_loss(y, tx, w)
