import numpy as np


# %% single minus_missing: the error is y - Xw but the gradient lacks the minus, so it has the opposite sign
def compute_gradient(y, tx, w):
    e = y - tx @ w
    return tx.T @ e / len(y)


# %% single factor_two: the gradient is that of the mean of squares without 1/2, twice the right one
def compute_gradient(y, tx, w):
    N = len(y)
    e = y - tx.dot(w)
    return -2 / N * tx.T.dot(e)


# %% single columns_for_points: the mean divides by the number of columns of tx instead of the number of points
def compute_gradient(y, tx, w):
    N = tx.shape[1]
    e = y - tx @ w
    return -1 / N * tx.T @ e


# %% whole sum_of_points: the gradients of the points are added up and never divided by N
def error(y_n, x_n, w):
    return y_n - np.dot(x_n, w)


def compute_gradient(y, tx, w):
    grad = np.zeros(w.shape)
    for n in range(y.shape[0]):
        e_n = error(y[n], tx[n], w)
        grad = grad - e_n * tx[n]
    return grad


# %% whole mae_subgradient: the subgradient of the mean absolute error (with the signs of the errors) is returned instead of the gradient of the mean of squares
def compute_gradient(y, tx, w):
    """Computes the gradient at w."""
    N = y.shape[0]
    err = y - tx @ w
    # derivative of the loss with respect to the error
    d = np.sign(err)
    gradient = -(tx.T @ d) / N
    return gradient
