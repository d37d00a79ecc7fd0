import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def logistic_gradient(X, y, w):
    return X.T @ (sigmoid(X @ w) - y) / len(y)

# %% single indices_from_one: 1 is subtracted from the indices of the batch, as if they counted from 1, so every step uses the wrong rows
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    for batch in batches:
        rows = batch - 1  # Python counts from 0
        w = w - alpha * logistic_gradient(X[rows], y[rows], w)
        ws.append(w)
    return ws

# %% whole point_after_point: w moves after each single point of a batch, so that the next point's gradient is taken at a w that has moved within the batch; the batch's mean gradient at w^(k-1) is never formed
def minibatch_descent(X, y, w, batches, alpha):
    K, size = np.shape(batches)
    current = np.array(w, dtype=float)
    history = [current.copy()]
    for k in range(K):
        for j in range(size):
            i = batches[k][j]
            error = sigmoid(np.dot(X[i], current)) - y[i]
            # each point contributes its part of the mean
            current = current - alpha * error * X[i] / size
        history.append(current.copy())
    return history
