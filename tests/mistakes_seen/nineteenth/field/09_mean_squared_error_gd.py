import numpy as np


# %% single double_step: the gradient is 2/N times X^T e, that of the mean of squares without the half, while the loss asked for is halved, so every step is twice as long
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    N = len(y)
    w = initial_w
    for i in range(max_iters):
        e = y - tx.dot(w)
        grad = -2 / N * tx.T.dot(e)
        w = w - gamma * grad
    e = y - tx.dot(w)
    loss = e.dot(e) / (2 * N)
    return w, loss


# %% single loss_of_old_point: inside the loop the loss is computed with the error from before the update, so the loss returned belongs to the last point but one
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    loss = np.mean((y - tx @ w) ** 2) / 2
    for n_iter in range(max_iters):
        err = y - tx @ w
        loss = 1 / 2 * np.mean(err**2)
        gradient = -tx.T @ err / len(err)
        w = w - gamma * gradient
    return w, loss


# %% single divides_by_features: N is taken from tx.shape[1], the number of features, instead of the number of points, in the gradient and in the loss
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    N = tx.shape[1]
    w = np.array(initial_w, dtype=float)
    for _ in range(max_iters):
        e = y - np.dot(tx, w)
        w = w + gamma * np.dot(tx.T, e) / N
    e = y - np.dot(tx, w)
    return w, np.sum(e**2) / (2 * N)


# %% whole updates_per_sample: within an iteration w is changed after every sample (with gamma/N), so that the next sample's error is taken at a w that has already moved, instead of summing the gradient over all samples first
def sample_gradient(y_n, x_n, w):
    """gradient of 1/2 (y_n - x_n w)^2"""
    e_n = y_n - sum(x_n[k] * w[k] for k in range(len(w)))
    return np.array([-e_n * x_n[k] for k in range(len(w))])


def mse_loss(y, tx, w):
    total = 0
    for n in range(len(y)):
        total += (y[n] - np.dot(tx[n], w)) ** 2
    return total / (2 * len(y))


def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w = np.copy(initial_w)
    num_samples = len(y)
    for it in range(max_iters):
        # go over the data set and collect the contribution of each sample
        for n in range(num_samples):
            g_n = sample_gradient(y[n], tx[n], w)
            w = w - gamma * g_n / num_samples
    return w, mse_loss(y, tx, w)


# %% whole one_step_short_full_mse: the loop runs over range(1, max_iters), one step too few, and the loss is the mean of squares without the factor 1/2
def compute_mse(y, tx, w):
    """Mean squared error of the linear model."""
    e = y - tx @ w
    return np.mean(np.square(e))


def compute_gradient(y, tx, w):
    e = y - tx @ w
    return -(tx.T @ e) / y.shape[0]


def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    # w0 is the first iterate
    ws = [initial_w]
    for n_iter in range(1, max_iters):
        grad = compute_gradient(y, tx, ws[-1])
        ws.append(ws[-1] - gamma * grad)
    w = ws[-1]
    loss = compute_mse(y, tx, w)
    return w, loss
