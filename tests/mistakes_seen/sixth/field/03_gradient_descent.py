import numpy as np


# %% single uphill: the gradient -X^T e / n is added in place of subtracted, so the steps go uphill
def gradient_descent(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    losses, ws = [], [w]
    for _ in range(max_iters):
        e = y - tx @ w
        gradient = -tx.T @ e / len(y)
        losses.append((e @ e) / (2 * len(y)))
        w = w + gamma * gradient
        ws.append(w)
    return losses, ws


# %% whole losses_after_the_steps: each loss is that of the new point after the step, in place of the old one, and it is the mean of the squares without the factor 1/2
def compute_mse(y, tx, w):
    return np.mean((y - tx.dot(w)) ** 2)


def compute_grad(y, tx, w):
    N = len(y)
    error = y - tx.dot(w)
    return (-1 / N) * tx.T.dot(error)


def gradient_descent(y, tx, initial_w, max_iters, gamma):
    ws = np.zeros((max_iters + 1, len(initial_w)))
    ws[0] = initial_w
    losses = np.zeros(max_iters)
    for n_iter in range(max_iters):
        ws[n_iter + 1] = ws[n_iter] - gamma * compute_grad(y, tx, ws[n_iter])
        losses[n_iter] = compute_mse(y, tx, ws[n_iter + 1])
    return losses, ws
