import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single divided_by_all_points: the gradient of a batch is divided by the number n of all points instead of the size of the batch
def minibatch_descent(X, y, w, batches, alpha):
    n = len(y)
    points = [w.copy()]
    for batch in batches:
        Xb, yb = X[batch], y[batch]
        p = 1 / (1 + np.exp(-Xb @ w))
        w = w - alpha * Xb.T @ (p - yb) / n
        points.append(w)
    return points


# %% single labels_not_of_batch: the labels are the first ones of y and not those of the points in the batch
def minibatch_descent(X, y, w, batches, alpha):
    points = [w.copy()]
    for batch in batches:
        Xb = X[batch]
        yb = y[: len(batch)]
        p = 1 / (1 + np.exp(-Xb @ w))
        w = w - alpha * Xb.T @ (p - yb) / len(batch)
        points.append(w)
    return points


# %% single gradient_at_start: every batch's gradient is taken at the starting point w^0 instead of the newest point
def minibatch_descent(X, y, w, batches, alpha):
    points = [w]
    scores = X @ w
    for batch in batches:
        p = 1 / (1 + np.exp(-scores[batch]))
        gradient = X[batch].T @ (p - y[batch]) / len(batch)
        points.append(points[-1] - alpha * gradient)
    return np.array(points)


# %% whole linear_not_logistic: the sigmoid is missing: each step goes downhill on the least squares of the batch instead of its logistic loss
def batch_gradient(X, y, w):
    """gradient of the mean loss on (X, y)"""
    n = X.shape[0]
    pred = X @ w
    return (1 / n) * X.T @ (pred - y)


def minibatch_descent(X, y, w, batches, alpha):
    K = batches.shape[0]
    W = np.zeros((K + 1, w.shape[0]))
    W[0] = w
    for k in range(K):
        idx = batches[k]
        W[k + 1] = W[k] - alpha * batch_gradient(X[idx], y[idx], W[k])
    return W


# %% whole gradient_never_reset: the sum of the gradients is set to zero once before all batches, so every step also contains the gradients of the batches before
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def minibatch_descent(X, y, w, batches, alpha):
    history = [w.copy()]
    g = np.zeros(len(w))
    for batch in batches:
        for i in batch:
            xi = X[i]
            g += (sigmoid(xi.dot(w)) - y[i]) * xi
        # mean over the batch
        w = w - alpha * g / len(batch)
        history.append(w.copy())
    return history
