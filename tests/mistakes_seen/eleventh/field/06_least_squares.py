import numpy as np

# %% single loss_not_halved: the loss is the mean of the squares, the factor 1/2 is missing (w is right)
def least_squares(y, tx):
    a = tx.T.dot(tx)
    b = tx.T.dot(y)
    w = np.linalg.solve(a, b)
    # mean squared error
    e = y - tx.dot(w)
    loss = np.mean(e**2)
    return w, loss

# %% whole intercept_added: a column of ones is put in front of tx, so w has one entry too many and the loss is that of another model
def with_offset(tx):
    N = tx.shape[0]
    return np.hstack([np.ones((N, 1)), tx])


def least_squares(y, tx):
    design = with_offset(tx)
    weights = np.linalg.pinv(design) @ y
    residuals = design @ weights - y
    return weights, 0.5 * np.mean(residuals**2)
