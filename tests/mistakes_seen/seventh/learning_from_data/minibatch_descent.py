import numpy as np


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


# %% single divided_by_all_points: the gradient of a batch is divided by the number of all points and not by the size of the batch
def minibatch_descent(X, y, w, batches, alpha):
    n = len(y)
    points = [np.array(w)]
    for batch in batches:
        A, t = X[batch], y[batch]
        gradient = A.T @ (sigmoid(A @ points[-1]) - t) / n
        points.append(points[-1] - alpha * gradient)
    return points


# %% whole columns_as_batches: the columns of batches are taken as the batches and not its rows
def minibatch_descent(X, y, w, batches, alpha):
    batches = np.asarray(batches)
    ws = [w.copy()]
    for j in range(batches.shape[1]):
        chosen = batches[:, j]
        gradient = np.zeros(len(w))
        for i in chosen:
            gradient += (sigmoid(X[i] @ w) - y[i]) * X[i]
        gradient /= len(chosen)
        w = w - alpha * gradient
        ws.append(w.copy())
    return ws
