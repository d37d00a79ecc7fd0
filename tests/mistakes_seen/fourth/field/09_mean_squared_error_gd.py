import numpy as np

# %% single factor_two: the gradient has the factor 2/N (that of the mean squared error without the half) in place of 1/N, so every step is twice as long
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    N = len(y)
    w = np.copy(initial_w)
    for n_iter in range(max_iters):
        err = y - tx.dot(w)
        grad = -2 / N * tx.T.dot(err)
        w = w - gamma * grad
    err = y - tx.dot(w)
    loss = 1 / (2 * N) * np.sum(err**2)
    return w, loss

# %% single loss_no_half: the loss that is returned is the mean squared error without the factor 1/2; the steps and w are right
def compute_mse(y, tx, w):
    return ((y - tx @ w) ** 2).mean()

def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    w = initial_w
    i = 0
    while i < max_iters:
        w = w - gamma * (-(tx.T @ (y - tx @ w)) / y.shape[0])
        i += 1
    return w, compute_mse(y, tx, w)

# %% whole uphill: the error is taken as tx w - y but the gradient keeps the minus of the formula for y - tx w, so the gradient has the wrong sign and every step goes uphill
def compute_error(y, tx, w):
    return tx.dot(w) - y


def compute_gradient_mse(y, tx, w):
    e = compute_error(y, tx, w)
    return -1.0 / len(e) * tx.T.dot(e)


def compute_loss_mse(y, tx, w):
    e = compute_error(y, tx, w)
    return 0.5 * np.mean(e**2)


def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    """Linear regression using gradient descent."""
    w = initial_w.copy()
    for _ in range(max_iters):
        w = w - gamma * compute_gradient_mse(y, tx, w)
    return w, compute_loss_mse(y, tx, w)

# %% whole all_losses: the list of the losses of all points (the start's and one after every step) is returned as the loss in place of the last point's loss alone; w is right
def mean_squared_error_gd(y, tx, initial_w, max_iters, gamma):
    nSamples, nFeatures = tx.shape
    weights = [float(v) for v in initial_w]

    def residuals():
        return [sum(tx[i][j] * weights[j] for j in range(nFeatures)) - y[i] for i in range(nSamples)]

    def cost():
        return sum(r * r for r in residuals()) / (2.0 * nSamples)

    losses = [cost()]
    for it in range(max_iters):
        r = residuals()
        slopes = []
        for j in range(nFeatures):
            slopes.append(sum(r[i] * tx[i][j] for i in range(nSamples)) / nSamples)
        for j in range(nFeatures):
            weights[j] -= gamma * slopes[j]
        losses.append(cost())
        print("GD iter", it, "loss", losses[-1])
    return np.array(weights), losses
