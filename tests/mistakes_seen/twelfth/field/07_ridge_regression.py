import numpy as np


# %% single lambda_not_scaled: lambda_ itself is added on the diagonal in place of 2 n lambda_
def ridge_regression(y, tx, lambda_):
    n, d = tx.shape
    w = np.linalg.solve(tx.T @ tx + lambda_ * np.eye(d), tx.T @ y)
    e = y - tx @ w
    return w, (e @ e) / (2 * n)


# %% whole first_weight_free_and_penalty_in_the_loss: the first weight is not penalized, as if column 0 were the intercept, and the loss that is returned holds the penalty lambda_ |w|^2 in place of the mean squares alone
def mse(error):
    return 0.5 * np.mean(error**2)


def penalty_matrix(d, strength):
    """the intercept must not be shrunk"""
    P = strength * np.identity(d)
    P[0, 0] = 0
    return P


def ridge_regression(y, tx, lambda_):
    n = y.shape[0]
    d = tx.shape[1]
    gram = tx.T.dot(tx) + penalty_matrix(d, 2 * n * lambda_)
    w = np.linalg.lstsq(gram, tx.T.dot(y), rcond=None)[0]
    loss = mse(y - tx.dot(w)) + lambda_ * w.dot(w)
    return w, loss
