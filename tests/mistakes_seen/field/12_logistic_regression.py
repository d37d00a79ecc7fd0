import numpy as np

# %% single loss_summed: the loss is a sum, the rest are means
def logistic_regression(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    loss = -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))
    n = len(y)
    return loss, tx.T @ (p - y) / n, tx.T @ np.diag(p * (1 - p)) @ tx / n

# %% single hessian_without_one_minus: the weights of the Hessian are p and not p(1 - p)
def logistic_regression(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, tx.T @ (p - y) / len(y), tx.T @ (p[:, None] * tx) / len(y)

# %% single hessian_summed: the Hessian is not divided by n
def logistic_regression(y, tx, w):
    z = tx @ w
    p = 1 / (1 + np.exp(-z))
    loss = np.mean(np.log(1 + np.exp(z)) - y * z)
    return loss, tx.T @ (p - y) / len(y), tx.T @ np.diag(p * (1 - p)) @ tx

# %% single sigmoid_sign: the sigmoid has the wrong sign in the exponent
def logistic_regression(y, tx, w):
    p = 1 / (1 + np.exp(tx @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, tx.T @ (p - y) / len(y), tx.T @ np.diag(p * (1 - p)) @ tx / len(y)

# %% single loss_sign: the minus sign of the loss is missing
def logistic_regression(y, tx, w):
    s = 1.0 / (1.0 + np.exp(-tx.dot(w)))
    loss = np.mean(y * np.log(s) + (1 - y) * np.log(1 - s))
    grad = tx.T.dot(s - y) / y.shape[0]
    hess = tx.T.dot(np.diag(s * (1 - s))).dot(tx) / y.shape[0]
    return loss, grad, hess

# %% whole loop_outer_products: loops; the Hessian has outer products of the gradients (p - y)^2 in place of p(1 - p)
def sigmoid(t):
    return 1 / (1 + np.exp(-t))

def logistic_regression(y, tx, w):
    N, D = tx.shape
    loss, grad, hess = 0, np.zeros(D), np.zeros((D, D))
    for n in range(N):
        p = sigmoid(tx[n] @ w)
        loss += -(y[n] * np.log(p) + (1 - y[n]) * np.log(1 - p))
        g = (p - y[n]) * tx[n]
        grad += g
        hess += np.outer(g, g)
    return loss / N, grad / N, hess / N

# %% whole softplus_half: the mean is halved in loss, gradient and Hessian, as in least squares
def logistic_regression(y, tx, w):
    t = tx @ w
    n2 = 2 * len(y)
    loss = (np.logaddexp(0, t) - y * t).sum() / n2
    pred = np.exp(t) / (1 + np.exp(t))
    gradient = tx.T @ (pred - y) / n2
    S = np.diag(pred - pred**2)
    return loss, gradient, tx.T @ S @ tx / n2

# %% whole sums_and_sign: everything is a sum, and the residual has the other sign
def logistic_regression(y, tx, w):
    pred = 1.0 / (1 + np.exp(-np.dot(tx, w)))
    eps = 1e-15
    loss = -(y.T @ np.log(pred + eps) + (1 - y).T @ np.log(1 - pred + eps))
    grad = (tx * (y - pred)[:, None]).sum(axis=0)
    r = pred * (1 - pred)
    H = (tx.T * r) @ tx
    return loss, grad, H
