import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    return loss, X.T @ (np.exp(-np.logaddexp(0, -z)) - y) / len(y)

# %% single divided_by_n: the sum over the batch is divided by the number of all points
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    for b in batches:
        w = w - alpha * logistic(X[b], y[b], w)[1] * len(b) / len(y)
        ws.append(w)
    return ws

# %% single summed_batch: the sum over the batch in place of the mean
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    for b in batches:
        p = 1 / (1 + np.exp(-X[b] @ w))
        w = w - alpha * X[b].T @ (p - y[b])
        ws.append(w)
    return ws

# %% single indices_from_one: the indices are taken as counted from 1
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    for batch in batches:
        rows = batch - 1
        w = w - alpha * logistic(X[rows], y[rows], w)[1]
        ws.append(w)
    return ws

# %% single all_points: the gradient is taken of all points in each step
def minibatch_descent(X, y, w, batches, alpha):
    history = [w.copy()]
    for batch in batches:
        grad = logistic(X, y, w)[1]
        w = w - alpha * grad
        history.append(w.copy())
    return history

# %% single without_start: the start is not in the list
def minibatch_descent(X, y, w, batches, alpha):
    points = []
    for k in range(len(batches)):
        w = w - alpha * logistic(X[batches[k]], y[batches[k]], w)[1]
        points.append(w)
    return points

# %% whole one_point_at_a_time: goes through the batch point by point, a step for each, recorded once per batch
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    for batch in batches:
        for i in batch:
            s = 1 / (1 + np.exp(-(X[i] @ w)))
            w = w - alpha * (s - y[i]) * X[i]
        ws.append(w)
    return np.array(ws)

# %% whole columns_as_batches: the columns of `batches` are taken as the batches
def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def minibatch_descent(X, y, w, batches, alpha):
    K = batches.shape[0]
    out = np.zeros((K + 1, len(w)))
    out[0] = w
    for k in range(K):
        idx = batches[:, k % batches.shape[1]]
        Xb, yb = X[idx], y[idx]
        g = Xb.T @ (sigmoid(Xb @ w) - yb) / len(idx)
        w = w - alpha * g
        out[k + 1] = w
    return out

# %% whole least_squares_gradient: the gradient of least squares in place of the logistic loss
def minibatch_descent(X, y, w, batches, alpha):
    """SGD with mini-batches."""
    ws = [w]
    for batch in batches:
        x_b = X[batch, :]
        y_b = y[batch]
        error = x_b @ ws[-1] - y_b
        gradient = x_b.T @ error / batch.size
        ws.append(ws[-1] - alpha * gradient)
    return ws
