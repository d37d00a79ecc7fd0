import numpy as np

# %% single squared_norm_compared: the squared norm of the gradient is compared with tol because the root is forgotten
def gradient_descent(X, y, w, alpha, tol, max_its):
    n = len(y)
    e = X @ w - y
    losses = [np.sum(e**2) / (2 * n)]
    for k in range(max_its):
        grad = X.T @ e / n
        if np.sum(grad**2) <= tol:
            break
        w = w - alpha * grad
        e = X @ w - y
        losses.append(np.sum(e**2) / (2 * n))
    return w, losses

# %% whole stopped_by_change_of_loss: it stops when the loss hardly changes any more, instead of when the gradient is small
def loss_of(X, y, w):
    res = y - X.dot(w)
    return 0.5 * np.mean(res * res)


def step(X, y, w, alpha):
    res = y - X.dot(w)
    return w + alpha / y.size * X.T.dot(res)


def gradient_descent(X, y, w, alpha, tol, max_its):
    losses = [loss_of(X, y, w)]
    done = False
    while not done:
        w = step(X, y, w, alpha)
        losses.append(loss_of(X, y, w))
        converged = abs(losses[-2] - losses[-1]) <= tol
        done = converged or len(losses) == max_its + 1
    return w, losses
