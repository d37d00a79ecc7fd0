import numpy as np

# %% single minus_lost: the residual is y - Xw but the minus sign in front is missing, so the gradient points the other way
def compute_gradient(y, tx, w):
    e = y - tx.dot(w)
    grad = tx.T.dot(e) / len(e)
    return grad

# %% whole divided_by_features: the sum is divided by the number of features len(w), not by the number of points
def compute_gradient(y, tx, w):
    N = len(w)
    result = np.zeros(len(w))
    for j in range(len(w)):
        for n in range(len(y)):
            prediction = sum(tx[n, i] * w[i] for i in range(len(w)))
            result[j] += -(y[n] - prediction) * tx[n, j]
    return result / N
