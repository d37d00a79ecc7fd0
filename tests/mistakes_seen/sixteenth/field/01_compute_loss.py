import numpy as np


# %% single half_forgotten: leaves out the factor 1/2: the mean of the squares and not half of it
def compute_loss(y, tx, w):
    e = y - tx.dot(w)
    return np.mean(e**2)


# %% single divided_by_features: divides by twice the number of columns of tx (features) and not twice the number of rows (points)
def compute_loss(y, tx, w):
    e = y - tx @ w
    n = tx.shape[1]
    return np.sum(e**2) / (2 * n)


# %% single absolute_errors: adds up absolute values of the errors (MAE) and not their squares
def compute_loss(y, tx, w):
    e = y - tx @ w
    return np.sum(np.abs(e)) / (2 * len(y))


# %% whole column_minus_row: y becomes a column of shape (n, 1) and the prediction stays a vector, so their difference is an n x n matrix of all pairs, and all of its squares are added up
def predict(tx, w):
    return np.dot(tx, w)


def compute_loss(y, tx, w):
    """Calculate the loss using MSE."""
    N = len(y)
    y = np.reshape(y, (N, 1))  # column vector of targets
    error = y - predict(tx, w)
    mse = np.sum(error ** 2) / (2 * N)
    return mse


# %% whole square_of_the_sum: squares the sum of the errors and not each error, so that errors of different signs cancel
def compute_loss(y, tx, w):
    total = 0.0
    for n in range(len(y)):
        pred = 0.0
        for d in range(len(w)):
            pred += tx[n][d] * w[d]
        total += y[n] - pred
    loss = total ** 2 / (2 * len(y))
    return loss
