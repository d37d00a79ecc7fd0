import numpy as np


def logistic(X, y, w):
    p = 1 / (1 + np.exp(-X @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    gradient, hessian = X.T @ (p - y) / len(y), X.T @ np.diag(p * (1 - p)) @ X / len(y)
    return loss, hessian, gradient
