import numpy as np


# %% single not_divided: the sum over the points is not divided by their number n
def calculate_hessian(y, tx, w):
    sigma = 1 / (1 + np.exp(-(tx @ w)))
    S = np.diag(sigma * (1 - sigma))
    return tx.T @ S @ tx


# %% single weights_without_one_minus: the weights are sigma, without the factor 1 - sigma
def calculate_hessian(y, tx, w):
    n = tx.shape[0]
    sigma = 1 / (1 + np.exp(-tx.dot(w)))
    return (tx.T * sigma) @ tx / n


# %% single squared_residuals: the weights are the squared residuals (sigma - y)^2 (outer products of the gradients), not sigma (1 - sigma)
def calculate_hessian(y, tx, w):
    p = 1.0 / (1.0 + np.exp(-tx @ w))
    r = (p - y).reshape(-1, 1)
    return (tx * r).T @ (tx * r) / len(y)


# %% whole lower_triangle_missing: fills in the entries on and above the diagonal and never copies them below it, so the matrix is not symmetric
def sigmoid(t):
    return 1.0 / (1 + np.exp(-t))


def calculate_hessian(y, tx, w):
    N, D = tx.shape
    H = np.zeros((D, D))
    pred = sigmoid(tx @ w)
    for i in range(D):
        # the Hessian is symmetric, so half of the entries is enough
        for j in range(i, D):
            for n in range(N):
                H[i, j] += pred[n] * (1 - pred[n]) * tx[n, i] * tx[n, j]
    return H / N


# %% whole one_weight_for_all: multiplies tx^T tx / n by the mean of sigma (1 - sigma) over the points, instead of weighing every point with its own
def sigmoid_prime(t):
    s = np.exp(-t) / (1 + np.exp(-t))
    return s * (1 - s)


def calculate_hessian(y, tx, w):
    n = y.shape[0]
    scores = tx.dot(w)
    curvature = np.mean([sigmoid_prime(s) for s in scores])
    gram = tx.T.dot(tx) / n
    return curvature * gram
