import numpy as np


def logistic(X, y, w):
    p = 1 / (1 + np.exp(-X @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    hessian = np.zeros((2, 2))
    for i in range(2):
        for j in range(i, 2):
            hessian[i, j] = np.mean(X[:, i] * X[:, j] * p * (1 - p))
    return loss, X.T @ (p - y) / len(y), hessian
