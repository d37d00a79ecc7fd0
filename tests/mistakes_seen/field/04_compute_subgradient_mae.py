import numpy as np

# %% single wrong_sign: the minus sign is missing
def compute_subgradient_mae(y, tx, w):
    return tx.T @ np.sign(y - tx @ w) / len(y)

# %% single not_averaged: the mean over the points is forgotten: a sum
def compute_subgradient_mae(y, tx, w):
    e = y - np.dot(tx, w)
    return -np.dot(tx.T, np.sign(e))

# %% single error_for_sign: the error itself in place of its sign (the gradient of least squares)
def compute_subgradient_mae(y, tx, w):
    e = y - tx @ w
    return -tx.T @ e / len(e)

# %% single half: divided by 2n
def compute_subgradient_mae(y, tx, w):
    e = y - tx @ w
    return -tx.T @ np.sign(e) / (2 * len(y))

# %% single columns: the mean is taken over the columns: divided by the number of weights
def compute_subgradient_mae(y, tx, w):
    s = np.sign(y - tx @ w)
    g = np.zeros(tx.shape[1])
    for i in range(len(y)):
        g -= s[i] * tx[i]
    return g / len(w)

# %% whole absolute_error: absolute values of the error in place of its sign
def compute_subgradient_mae(y, tx, w):
    """Compute a subgradient of the MAE at w."""
    err = y - tx.dot(w)
    grad = -tx.T.dot(np.abs(err)) / err.shape[0]
    return grad

# %% whole sign_of_product: the sign of tx.T e, a sign for each weight and not for each point
def compute_subgradient_mae(y, tx, w):
    n = y.shape[0]
    e = y - tx @ w
    raw = tx.T @ e
    signs = np.where(raw > 0, 1, -1)
    return -signs / n

# %% whole zero_or_one: the sign function gives 0 for negative errors
def my_sign(x):
    if x > 0:
        return 1
    return 0

def compute_subgradient_mae(y, tx, w):
    e = [y[i] - sum(tx[i, j] * w[j] for j in range(len(w))) for i in range(len(y))]
    grad = []
    for j in range(len(w)):
        total = 0
        for i in range(len(y)):
            total += -tx[i, j] * my_sign(e[i])
        grad.append(total / len(y))
    return np.array(grad)
