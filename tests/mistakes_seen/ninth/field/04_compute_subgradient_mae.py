import numpy as np

# %% single minus_sign_lost: the error is y minus the prediction, but the minus sign of its derivative is missing
def compute_subgradient_mae(y, tx, w):
    e = y - tx.dot(w)
    return tx.T.dot(np.sign(e)) / len(y)

# %% whole gradient_of_the_mse: the error itself stands where its sign belongs, which is the gradient of the mean squared error
def predict(tx, w):
    return np.array([np.dot(row, w) for row in tx])


def compute_subgradient_mae(y, tx, w):
    N, D = tx.shape
    err = y - predict(tx, w)
    g = np.zeros(D)
    for n in range(N):
        if err[n] != 0:
            g -= err[n] * tx[n]
    return g / N
