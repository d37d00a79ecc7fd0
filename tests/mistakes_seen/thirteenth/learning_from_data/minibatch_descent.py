import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single divided_by_all_points: the gradient of a batch is divided by the number of all points instead of the size of the batch
def minibatch_descent(X, y, w, batches, alpha):
    n = len(y)
    points = [w]
    for rows in batches:
        Xb, yb = X[rows], y[rows]
        p = 1 / (1 + np.exp(-Xb @ w))
        w = w - alpha * Xb.T @ (p - yb) / n
        points.append(w)
    return points


# %% whole point_after_point: within a batch the points are taken one after the other, each with a full step at the newest w
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def one_point(x, label, w):
    """gradient of the logistic loss of one point"""
    return (sigmoid(np.dot(x, w)) - label) * x


def one_batch(X, y, w, batch, alpha):
    for i in batch:
        w = w - alpha * one_point(X[i], y[i], w)
    return w


def minibatch_descent(X, y, w, batches, alpha):
    history = [np.array(w, dtype=float)]
    for batch in batches:
        history.append(one_batch(X, y, history[-1], batch, alpha))
    return np.array(history)
