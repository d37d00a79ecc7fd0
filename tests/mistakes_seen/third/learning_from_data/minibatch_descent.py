import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single divided_by_all_points: the gradient of a batch is divided by the number n of all points in place of the number of points of the batch
def minibatch_descent(X, y, w, batches, alpha):
    n = len(y)
    ws = [w]
    for batch in batches:
        Xb, yb = X[batch], y[batch]
        sigma = 1 / (1 + np.exp(-(Xb @ w)))
        w = w - alpha * Xb.T @ (sigma - yb) / n
        ws.append(w)
    return ws


# %% single changed_in_place: w is changed in place and appended without a copy, so that all entries after w^0 are the last point
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w.copy()]
    for batch in batches:
        z = X[batch] @ w
        p = 0.5 * (1 + np.tanh(z / 2))
        w -= alpha * X[batch].T @ (p - y[batch]) / len(batch)
        ws.append(w)
    return ws


# %% whole one_step_per_point: within a batch one step is taken for every point after the other, with the steplength alpha / size and at the newest w, in place of one step with the mean of the gradients at the same w
def sigma(t):
    if t < 0:
        return np.exp(t) / (1 + np.exp(t))
    return 1 / (1 + np.exp(-t))


def minibatch_descent(X, y, w, batches, alpha):
    K, size = np.shape(batches)
    history = np.zeros((K + 1, len(w)))
    history[0] = w
    for k in range(K):
        point = history[k].copy()
        for i in batches[k]:
            point = point - alpha / size * (sigma(X[i] @ point) - y[i]) * X[i]
        history[k + 1] = point
    return history


# %% whole least_squares_and_sum: two slips: the gradient is that of the least squares, with X w - y without the sigmoid, in place of that of the logistic loss; and it is the sum over the batch, not divided by its size
def minibatch_descent(X, y, w, batches, alpha):
    def batch_gradient(rows, w):
        A = X[rows, :]
        error = A.dot(w) - y[rows]
        return A.T.dot(error)

    path = [np.array(w)]
    k = 0
    while k < len(batches):
        path.append(path[k] - alpha * batch_gradient(batches[k], path[k]))
        k += 1
    return np.array(path)
