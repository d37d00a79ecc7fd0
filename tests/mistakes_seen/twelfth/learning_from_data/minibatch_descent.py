import numpy as np


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


# %% single divided_by_all_points: the sum over the batch is divided by the number of all points, len(y), in place of the size of the batch
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    for batch in batches:
        A, b = X[batch], y[batch]
        gradient = A.T @ (sigmoid(A @ w) - b) / len(y)
        w = w - alpha * gradient
        ws.append(w)
    return ws


# %% whole consecutive_rows: step k uses the k-th block of consecutive rows of X (from the top again at the end) in place of the rows whose indices are in batches[k]
def batch_gradient(A, b, w):
    error = sigmoid(A @ w) - b
    return np.mean(error[:, None] * A, axis=0)


def minibatch_descent(X, y, w, batches, alpha):
    n = X.shape[0]
    num_steps, size = np.shape(batches)
    history = [np.array(w)]
    first = 0
    for k in range(num_steps):
        if first >= n:
            first = 0  # next epoch
        rows = slice(first, first + size)
        history.append(history[-1] - alpha * batch_gradient(X[rows], y[rows], history[-1]))
        first += size
    return np.array(history)
