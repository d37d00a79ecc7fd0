import numpy as np


# %% single loss_not_halved: the loss is the mean of the squares without the factor 1/2 (the gradient and w are right)
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    for n_iter in range(max_iters):
        e = y - tx.dot(w)
        grad = -tx.T.dot(e) / len(y)
        w = w - gamma * grad
    e = y - tx.dot(w)
    loss = np.mean(e**2)
    return w, loss


# %% single uphill: the step is added, w + gamma * gradient, so that it goes uphill
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    for n_iter in range(max_iters):
        e = tx @ w - y
        grad = tx.T @ e / y.shape[0]
        w = w + gamma * grad
    e = tx @ w - y
    loss = 1 / 2 * np.mean(e**2)
    return w, loss


# %% single loss_before_last_step: the loss that is returned was computed before the last step, it does not belong to the w that is returned
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    e = y - tx @ w
    loss = np.mean(e**2) / 2
    for n_iter in range(max_iters):
        e = y - tx @ w
        loss = np.mean(e**2) / 2
        grad = -tx.T @ e / len(y)
        w = w - gamma * grad
    return w, loss


# %% whole divided_by_features: gradient and loss are divided by the number of columns of tx (len(tx.T)) instead of the number of points
def compute_mse(y, tx, w):
    N = len(tx.T)
    e = y - np.dot(tx, w)
    return np.sum(e**2) / (2 * N)


def compute_gradient(y, tx, w):
    N = len(tx.T)
    e = y - np.dot(tx, w)
    return -1 / N * np.dot(tx.T, e)


def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    ws = [initial_w]
    losses = [compute_mse(y, tx, initial_w)]
    for i in range(max_iters):
        grad = compute_gradient(y, tx, ws[-1])
        ws.append(ws[-1] - gamma * grad)
        losses.append(compute_mse(y, tx, ws[-1]))
    return ws[-1], losses[-1]


# %% whole point_after_point: within an iteration w moves after every single point, so that later points see a w that is already new, instead of one step with the gradient of all points
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    """Gradient descent for linear regression, mse loss"""
    N, D = tx.shape
    w = np.array(initial_w, dtype=float)
    for it in range(max_iters):
        for i in range(N):
            # error of this point
            e_i = y[i]
            for j in range(D):
                e_i -= tx[i, j] * w[j]
            # its part of the gradient
            w = w + gamma * e_i * tx[i] / N
    total = 0
    for i in range(N):
        total += (y[i] - tx[i] @ w) ** 2
    return w, total / (2 * N)
