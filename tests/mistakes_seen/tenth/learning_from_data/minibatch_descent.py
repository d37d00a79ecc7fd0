# %% single labels_of_the_first_rows: The rows of X are taken by the indices of the batch, but the labels are always the first ones of y.
import numpy as np


def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    for batch in batches:
        X_b = X[batch]
        y_b = y[: len(batch)]
        p = 1 / (1 + np.exp(-X_b @ w))
        w = w - alpha * X_b.T @ (p - y_b) / len(batch)
        ws.append(w)
    return ws

# %% whole moves_after_every_point_of_the_batch: Within a batch w moves after every single point, by alpha over the size, so the later points of the batch are looked at from a point that has moved already.
import numpy as np


def sigmoid(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    e = np.exp(z)
    return e / (1 + e)


def minibatch_descent(X, y, w, batches, alpha):
    K, size = batches.shape
    path = np.empty((K + 1, len(w)))
    path[0] = w
    for k in range(K):
        current = path[k].copy()
        for index in batches[k]:
            error = sigmoid(X[index] @ current) - y[index]
            current -= alpha / size * error * X[index]
        path[k + 1] = current
    return path
