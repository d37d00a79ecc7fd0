import numpy as np

# %% single no_two_n: the penalty is lambda and not 2 n lambda
def ridge_regression(y, tx, lambda_):
    w = np.linalg.solve(tx.T @ tx + lambda_ * np.eye(tx.shape[1]), tx.T @ y)
    e = y - tx @ w
    return w, e @ e / (2 * len(y))

# %% single no_two: the penalty is n lambda, the 2 is missing
def ridge_regression(y, tx, lambda_):
    n, d = tx.shape
    w = np.linalg.solve(tx.T @ tx + n * lambda_ * np.eye(d), tx.T @ y)
    return w, np.mean((y - tx @ w) ** 2) / 2

# %% single penalty_in_loss: the loss that is returned contains the penalty
def ridge_regression(y, tx, lambda_):
    n, d = tx.shape
    w = np.linalg.solve(tx.T @ tx + 2 * n * lambda_ * np.eye(d), tx.T @ y)
    e = y - tx @ w
    return w, e @ e / (2 * n) + lambda_ * w @ w

# %% single columns_for_n: the number of columns stands for n in the penalty
def ridge_regression(y, tx, lambda_):
    d = tx.shape[1]
    A = tx.T.dot(tx) + 2 * d * lambda_ * np.identity(d)
    w = np.linalg.solve(A, tx.T.dot(y))
    return w, 1 / 2 * np.mean((y - tx.dot(w)) ** 2)

# %% single loss_without_half: the loss has no factor 1/2
def ridge_regression(y, tx, lambda_):
    n, d = tx.shape
    aI = 2 * n * lambda_ * np.identity(d)
    w = np.linalg.solve(tx.T @ tx + aI, tx.T @ y)
    return w, np.mean((y - tx @ w) ** 2)

# %% whole intercept_free: the first weight is not penalized, as if it were an intercept
def ridge_regression(y, tx, lambda_):
    n = len(y)
    penalty = 2 * n * lambda_ * np.eye(tx.shape[1])
    penalty[0, 0] = 0  # do not regularize the intercept
    w = np.linalg.inv(tx.T @ tx + penalty) @ tx.T @ y
    loss = np.sum((y - tx @ w) ** 2) / (2 * n)
    return w, loss

# %% whole ones_matrix: the penalty is added to every entry of the matrix, and the root of the loss (RMSE) is returned
def ridge_regression(y, tx, lambda_):
    lambda_prime = 2 * len(y) * lambda_
    a = tx.T @ tx + lambda_prime
    b = tx.T @ y
    w = np.linalg.solve(a, b)
    e = y - tx @ w
    mse = e.dot(e) / (2 * len(e))
    return w, np.sqrt(2 * mse)

# %% whole lstsq_then_shrink: solves least squares and then divides by 1 + lambda
def ridge_regression(y, tx, lambda_):
    w, *_ = np.linalg.lstsq(tx, y, rcond=None)
    w = w / (1 + lambda_)
    residual = y - tx @ w
    return w, 0.5 * np.mean(residual**2)
