import numpy as np


# %% single whole_step: the Newton step is not multiplied by gamma
def learning_by_newton_method(y, tx, w, gamma):
    z = tx @ w
    p = 1 / (1 + np.exp(-z))
    loss = np.mean(np.log1p(np.exp(z)) - y * z)
    gradient = tx.T @ (p - y) / len(y)
    hessian = tx.T @ np.diag(p * (1 - p)) @ tx / len(y)
    return loss, w - np.linalg.solve(hessian, gradient)


# %% whole hessian_is_a_sum: the gradient is a mean over the points and the Hessian their sum, so the step is n times too short
def sigma(t):
    return 1.0 / (1.0 + np.exp(-t))


def loss_of(y, tx, w):
    p = sigma(tx.dot(w))
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()


def gradient_of(y, tx, w):
    return ((sigma(tx.dot(w)) - y)[:, np.newaxis] * tx).mean(axis=0)


def hessian_of(y, tx, w):
    p = sigma(tx.dot(w))
    return (tx * (p * (1 - p))[:, np.newaxis]).T.dot(tx)


def learning_by_newton_method(y, tx, w, gamma):
    loss = loss_of(y, tx, w)
    direction = np.linalg.inv(hessian_of(y, tx, w)).dot(gradient_of(y, tx, w))
    return loss, w - gamma * direction
