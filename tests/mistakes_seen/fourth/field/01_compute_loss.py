import numpy as np

# %% single times_n: the sum of squared errors is divided by 2 and multiplied by N (`/ 2 * N`, parentheses missing) in place of divided by 2N
def compute_loss(y, tx, w):
    N = y.shape[0]
    err = y - tx.dot(w)
    loss = err.T.dot(err) / 2 * N
    return loss

# %% single columns_for_rows: N is the number of columns of tx (tx.shape[1], features) in place of the number of rows (samples) in the factor 1/(2N)
def compute_loss(y, tx, w):
    N = tx.shape[1]
    residual = np.subtract(y, np.matmul(tx, w))
    return 1 / (2 * N) * np.sum(residual**2)

# %% whole root: the root of the mean squared error (RMSE) is returned in place of half the mean squared error (root too many, half missing)
def mse(e):
    return np.mean(np.square(e))


def rmse(e):
    return np.sqrt(mse(e))


def compute_loss(y, tx, w):
    """Calculate the loss using RMSE."""
    predictions = np.array([np.dot(row, w) for row in tx])
    return rmse(y - predictions)

# %% whole square_of_sum: the errors are added up first and their sum is squared once, in place of the sum of the squared errors (positive and negative errors cancel)
def compute_loss(y, tx, w):
    n = len(y)
    # go over all the samples and collect the error
    total_error = 0
    for i in range(n):
        guess = 0
        for j in range(len(w)):
            guess += tx[i, j] * w[j]
        total_error += y[i] - guess
    loss = total_error * total_error
    loss = loss / (2 * n)
    print("loss =", loss)
    return loss
