import numpy as np


# %% single loss_no_half: the loss is the mean of the squared residuals, without the factor 1/2; w is right
def least_squares(y, tx):
    w = np.linalg.solve(tx.T @ tx, tx.T @ y)
    e = y - tx @ w
    loss = np.mean(e**2)
    return w, loss


# %% single rmse_loss: the loss returned is the root of the mean of squares (RMSE) and not half the mean of squares; w is right
def least_squares(y, tx):
    w = np.linalg.solve(tx.T.dot(tx), tx.T.dot(y))
    e = y - tx.dot(w)
    mse = e.dot(e) / (2 * len(e))
    loss = np.sqrt(2 * mse)
    return w, loss


# %% single column_minus_row: the loss subtracts the vector of predictions from y as a column, which makes a matrix of all differences of n by n, and sums over all of it; w is right
def least_squares(y, tx):
    w = np.linalg.solve(tx.T @ tx, tx.T @ y)
    e = y.reshape(-1, 1) - tx @ w
    loss = np.sum(e**2) / (2 * len(y))
    return w, loss


# %% whole few_descent_steps: runs 50 steps of gradient descent from zero instead of solving the normal equations, and has not arrived at the minimum when it stops
def compute_loss(y, tx, w):
    e = y - tx @ w
    return 1 / 2 * np.mean(e**2)


def compute_gradient(y, tx, w):
    e = y - tx @ w
    return -tx.T @ e / len(e)


def least_squares(y, tx):
    max_iters = 50
    gamma = 0.1
    w = np.zeros(tx.shape[1])
    for n_iter in range(max_iters):
        w = w - gamma * compute_gradient(y, tx, w)
    return w, compute_loss(y, tx, w)


# %% whole extra_intercept: a column of ones is put before tx, an intercept is fitted along, and then only the other weights are returned, with the loss of the model with intercept
def build_model_data(tx):
    num_samples = tx.shape[0]
    return np.c_[np.ones(num_samples), tx]


def least_squares(y, tx):
    """Least squares regression using the normal equations."""
    phi = build_model_data(tx)
    gram = phi.T @ phi
    weights = np.linalg.lstsq(gram, phi.T @ y, rcond=None)[0]
    residual = y - phi @ weights
    loss = (residual**2).sum() / (2 * y.shape[0])
    # without the bias, as tx has no column for it
    return weights[1:], loss
