import numpy as np


# %% single norm_not_squared: the loss takes the norm of the residual without squaring it (norm(e) / (2 n) in place of norm(e)**2 / (2 n)); w is right
def least_squares(y, tx):
    w = np.linalg.solve(tx.T @ tx, tx.T @ y)
    err = y - tx @ w
    loss = np.linalg.norm(err) / (2 * len(y))
    return w, loss


# %% single residual_sum_halved_only: the loss is half the sum of squared residuals, never divided by the number of points; w is right
def least_squares(y, tx):
    w, res, rank, sv = np.linalg.lstsq(tx, y, rcond=None)
    return w, np.sum((tx @ w - y) ** 2) / 2


# %% single reciprocal_for_inverse: takes (tx.T tx) ** -1, the reciprocal of each entry, as if it were the inverse matrix
def least_squares(y, tx):
    gram = tx.T.dot(tx)
    w = (gram ** -1.0).dot(tx.T).dot(y)
    e = y - tx.dot(w)
    mse = 1 / (2 * len(y)) * e.T.dot(e)
    return w, mse


# %% whole qr_transposed_rmse: solves by QR but with R transposed (R.T w = Q.T y), and the loss is the root of the mean squared error, without 1/2
def least_squares(y, tx):
    # numerically more stable than the normal equations
    Q, R = np.linalg.qr(tx)
    rhs = Q.T @ y
    w = np.linalg.solve(R.T, rhs)
    residual = y - tx @ w
    rmse = np.sqrt(np.mean(residual**2))
    return w, rmse


# %% whole descends_instead: runs 100 steps of gradient descent with step 0.01 from zero instead of solving the normal equations, so w has not converged
def least_squares(y, tx):
    N, D = tx.shape
    w = np.zeros(D)
    gamma = 0.01
    for it in range(100):
        e = y - tx @ w
        grad = -1 / N * tx.T @ e
        w = w - gamma * grad
    e = y - tx @ w
    return w, 1 / (2 * N) * np.dot(e, e)
