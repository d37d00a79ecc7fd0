import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def logistic(X, y, w):
    scores = X @ w
    loss = np.mean(np.logaddexp(0, scores) - y * scores)
    probabilities = np.exp(-np.logaddexp(0, -scores))
    return loss, X.T @ (probabilities - y) / len(y)

# %% single divided_by_all_points: the gradient of a batch is divided by the number of all points in place of the number of points in the batch
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    for batch in batches:
        gradient = len(batch) * logistic(X[batch], y[batch], w)[1] / len(y)
        w = w - alpha * gradient
        ws.append(w)
    return ws

# %% whole labels_of_other_points: the rows of X are taken by the batch's indices, but the labels are the first ones of y, y[:size], so points and labels do not belong together
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def batch_gradient(features, labels, w):
    p = sigmoid(features @ w)
    return np.mean((p - labels)[:, None] * features, axis=0)


def minibatch_descent(X, y, w, batches, alpha):
    steps, size = batches.shape
    path = np.empty((steps + 1, w.shape[0]))
    path[0, :] = w
    for k in range(steps):
        features = np.take(X, batches[k], axis=0)
        labels = y[:size]
        path[k + 1, :] = path[k, :] - alpha * batch_gradient(features, labels, path[k, :])
    return path
