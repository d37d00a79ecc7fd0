import numpy as np


# %% single no_bias_in_the_weights_error: the error from which dj_dw is made lacks b; dj_db is right
def compute_gradient(X, y, w, b):
    m = X.shape[0]
    f_wb = X @ w
    dj_dw = X.T @ (f_wb - y) / m
    dj_db = np.sum(f_wb + b - y) / m
    return dj_db, dj_dw


# %% single dj_db_overwritten: assigns dj_db in the loop instead of adding to it, so that only the last example counts; dj_dw is right
def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros((n,))
    dj_db = 0.
    for i in range(m):
        err = (np.dot(X[i], w) + b) - y[i]
        for j in range(n):
            dj_dw[j] = dj_dw[j] + err * X[i, j]
        dj_db = err
    dj_dw = dj_dw / m
    dj_db = dj_db / m
    return dj_db, dj_dw


# %% single dj_db_other_sign: dj_db has the wrong sign (mean of target minus prediction); dj_dw is right
def compute_gradient(X, y, w, b):
    pred = X.dot(w) + b
    dj_dw = X.T.dot(pred - y) / len(y)
    dj_db = np.mean(y - pred)
    return dj_db, dj_dw


# %% whole divides_in_the_loop: divides the accumulated gradients by m inside the loop over the examples, so that the earlier ones are divided several times
def compute_gradient(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros(n)
    dj_db = 0
    for i in range(m):
        f = b
        for j in range(n):
            f += X[i][j] * w[j]
        err = f - y[i]
        for j in range(n):
            dj_dw[j] += err * X[i][j]
        dj_db += err
        dj_dw = dj_dw / m
        dj_db = dj_db / m
    return dj_db, dj_dw


# %% whole sigmoid_of_the_prediction: puts the prediction through the sigmoid (gradient of logistic regression, the exercise of a later week)
def compute_gradient(X, y, w, b):
    m = X.shape[0]
    z = np.matmul(X, w) + b
    f_wb = 1 / (1 + np.exp(-z))
    err = f_wb - y
    dj_dw = (1 / m) * np.matmul(X.T, err)
    dj_db = (1 / m) * np.sum(err)
    return dj_db, dj_dw
