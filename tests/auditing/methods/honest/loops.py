"""The same, with sums over the data points and weights that change in place."""

import numpy as np


def compute_mse(y, tx, w):
    return sum((y[i] - np.dot(tx[i], w)) ** 2 for i in range(len(y))) / len(y) / 2


def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w = np.array(initial_w, dtype=float)
    for _ in range(max_iters):
        w += gamma * np.mean([(y[i] - tx[i].dot(w)) * tx[i] for i in range(len(y))], axis=0)
    return w, compute_mse(y, tx, w)


def mean_squared_error_sgd(y, tx, initial_w, max_iters, gamma):
    w = np.array(initial_w, dtype=float)
    for _ in range(max_iters):
        i = np.random.choice(len(y))
        w += gamma * (y[i] - tx[i].dot(w)) * tx[i]
    return w, compute_mse(y, tx, w)


def ridge_regression(y, tx, lambda_):
    gram = tx.T.dot(tx) / len(y) + 2 * lambda_ * np.identity(tx.shape[1])
    w = np.linalg.inv(gram).dot(tx.T.dot(y)) / len(y)
    return w, compute_mse(y, tx, w)


def reg_logistic_regression(y, tx, lambda_, initial_w, max_iters, gamma):
    w = np.array(initial_w, dtype=float)
    for _ in range(max_iters):
        p = 1 / (1 + np.exp(-tx.dot(w)))
        w = w - gamma * (np.mean((p - y)[:, None] * tx, axis=0) + 2 * lambda_ * w)
    z = tx.dot(w)
    return w, np.mean(np.log1p(np.exp(z)) - y * z)
