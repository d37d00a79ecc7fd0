# %% single loss_after_the_step: The loss is computed at the new w, after the Newton step, and not at the w that was passed.
import numpy as np


def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-t))


def learning_by_newton_method(y, tx, w, gamma):
    N = y.shape[0]
    p = sigmoid(tx @ w)
    grad = tx.T @ (p - y) / N
    S = np.diag(p * (1 - p))
    hess = tx.T @ S @ tx / N
    w = w - gamma * np.linalg.solve(hess, grad)
    p = sigmoid(tx @ w)
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, w

# %% whole hessian_of_least_squares: The Hessian is X^T X / n, that of least squares, without the weights p (1 - p) of the logistic loss.
import numpy as np


def forward(tx, w):
    scores = tx.dot(w)
    return scores, np.exp(scores) / (1 + np.exp(scores))


def newton_direction(tx, residual):
    n = len(residual)
    H = np.zeros((tx.shape[1], tx.shape[1]))
    g = np.zeros(tx.shape[1])
    for row, r in zip(tx, residual):
        H += np.outer(row, row) / n
        g += r * row / n
    return np.linalg.inv(H) @ g


def learning_by_newton_method(y, tx, w, gamma):
    scores, p = forward(tx, w)
    loss = np.sum(np.logaddexp(0, scores) - y * scores) / len(y)
    return loss, w - gamma * newton_direction(tx, p - y)
