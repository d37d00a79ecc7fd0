import numpy as np


# %% single twice: both gradients have the factor 2/m of a cost without the one half
def compute_gradient(X, y, w, b):
    m = len(y)
    e = X @ w + b - y
    return 2 / m * np.sum(e), 2 / m * X.T @ e


# %% single no_bias_in_prediction: b is left out of the prediction, the error is Xw - y
def compute_gradient(X, y, w, b):
    e = np.dot(X, w) - y
    dj_db = np.mean(e)
    dj_dw = X.T @ e / len(y)
    return dj_db, dj_dw


# %% single divided_by_entries: dj_dw is divided by the number of entries of X (m times n) instead of the number of examples m
def compute_gradient(X, y, w, b):
    e = X @ w + b - y
    dj_db = e.mean()
    dj_dw = X.T @ e / X.size
    return dj_db, dj_dw


# %% whole overwritten: in the inner loop dj_dw[j] is overwritten (=) instead of added to (+=), so only the last example counts in dj_dw
def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros((n,))
    dj_db = 0.0
    for i in range(m):
        err = (np.dot(X[i], w) + b) - y[i]
        for j in range(n):
            dj_dw[j] = err * X[i, j]
        dj_db = dj_db + err
    dj_dw = dj_dw / m
    dj_db = dj_db / m
    return dj_db, dj_dw


# %% whole minus_and_sum: the residual is y - prediction without the minus in front, so both gradients have the wrong sign, and dj_db is not divided by m
def predict(X, w, b):
    return np.array([sum(row * w) + b for row in X])


def compute_gradient(X, y, w, b):
    residual = y - predict(X, w, b)
    dj_db = residual.sum()
    dj_dw = []
    for j in range(len(w)):
        column = X[:, j]
        dj_dw.append(np.mean(residual * column))
    return dj_db, np.array(dj_dw)
