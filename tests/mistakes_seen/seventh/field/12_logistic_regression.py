import numpy as np


# %% single hessian_not_divided_by_n: the Hessian is a sum over the points, the division by n is missing there
def logistic_regression(y, tx, w):
    n = len(y)
    sigma = 1 / (1 + np.exp(-(tx @ w)))
    loss = -(y @ np.log(sigma) + (1 - y) @ np.log(1 - sigma)) / n
    gradient = tx.T @ (sigma - y) / n
    hessian = (tx * (sigma * (1 - sigma))[:, None]).T @ tx
    return loss, gradient, hessian


# %% whole column_times_vector: the probabilities are a column and y is a vector, so that the loss is the mean over the n by n table of all pairs of a probability and a label
def logistic_regression(y, tx, w):
    w_column = w.reshape(-1, 1)
    p = 1.0 / (1.0 + np.exp(-tx.dot(w_column)))          # (n, 1)
    loss = np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p)))
    error = p - y.reshape(-1, 1)
    gradient = tx.T.dot(error) / y.size
    S = np.diagflat(p * (1 - p))
    hessian = tx.T.dot(S).dot(tx) / y.size
    return loss, gradient.ravel(), hessian
