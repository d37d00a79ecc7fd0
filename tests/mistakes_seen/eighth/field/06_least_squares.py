import numpy as np

# %% single variance_of_the_residuals: the loss is half the variance of the residuals, which subtracts their mean, in place of half the mean of their squares
def least_squares(y, tx):
    w = np.linalg.solve(tx.T @ tx, tx.T @ y)
    e = y - tx @ w
    return w, np.var(e) / 2

# %% whole not_converged: w is found by 100 steps of gradient descent with the small steplength 0.05 from zero, which has not converged to the solution of the normal equations
def mse(y, tx, w):
    e = y - tx.dot(w)
    return 1 / (2 * y.shape[0]) * e.dot(e)


def least_squares(y, tx):
    max_iters, gamma = 100, 0.05
    w = np.zeros(tx.shape[1])
    losses = []
    for n_iter in range(max_iters):
        grad = -tx.T.dot(y - tx.dot(w)) / y.shape[0]
        w = w - gamma * grad
        losses.append(mse(y, tx, w))
    return w, losses[-1]
