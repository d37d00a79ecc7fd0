import numpy as np

# %% single factor_two: the gradient is that of the mean of squares without the half, twice as large
def compute_gradient(y, tx, w):
    return -2 * tx.T @ (y - tx @ w) / len(y)

# %% whole sign_of_the_error: it takes the sign of each error in place of the error, the subgradient of the mean absolute error
def residual(yn, xn, w):
    return yn - sum(xn[d] * w[d] for d in range(len(w)))


def compute_gradient(y, tx, w):
    N, D = tx.shape
    grad = np.zeros(D)
    for n in range(N):
        e = residual(y[n], tx[n], w)
        if e > 0:
            grad -= tx[n]
        elif e < 0:
            grad += tx[n]
    return grad / N
