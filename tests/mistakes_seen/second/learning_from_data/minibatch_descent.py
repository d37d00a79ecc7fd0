import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


# %% single divided_by_all_points: the sum over the batch is divided by the number n of all points, not by the size of the batch
def minibatch_descent(X, y, w, batches, alpha):
    n = X.shape[0]
    points = [w]
    for batch in batches:
        error = sigmoid(X[batch] @ w) - y[batch]
        w = w - alpha * X[batch].T @ error / n
        points.append(w)
    return points


# %% single indices_from_one: 1 is subtracted from the indices, as if they counted from 1, so that each step uses the rows before those of the batch
def minibatch_descent(X, y, w, batches, alpha):
    ws = np.zeros((len(batches) + 1, len(w)))
    ws[0] = w
    for k, batch in enumerate(batches):
        rows = batch - 1
        Xb, yb = X[rows], y[rows]
        ws[k + 1] = ws[k] - alpha * np.mean((sigmoid(Xb @ ws[k]) - yb)[:, None] * Xb, axis=0)
    return ws


# %% single labels_of_the_first_points: the labels are y[:size], those of the first points of the data, in every batch, not y[batch]
def minibatch_descent(X, y, w, batches, alpha):
    K, size = batches.shape
    history = [w.copy()]
    for k in range(K):
        X_batch = X[batches[k]]
        y_batch = y[:size]
        gradient = X_batch.T.dot(sigmoid(X_batch.dot(w)) - y_batch) / size
        w = w - alpha * gradient
        history.append(w.copy())
    return history


# %% whole least_squares_on_batches: goes downhill on the least squares of question 1: the error is x'w - y, without the sigmoid
def minibatch_descent(X, y, w, batches, alpha):
    def step(w, batch):
        A, t = X[batch], y[batch]
        return w - alpha * A.T @ (A @ w - t) / len(batch)

    points = [w]
    for batch in batches:
        points.append(step(points[-1], batch))
    return points


# %% whole a_step_for_each_point: stochastic gradient descent inside the batch: w moves after every single point, by the full alpha, and is stored once a batch, instead of one step with the mean over the batch
def minibatch_descent(X, y, w, batches, alpha):
    history = [list(w)]
    w = np.array(w)
    for batch in batches:
        for i in batch:
            p = 1 / (1 + np.exp(-X[i] @ w))
            w = w - alpha * (p - y[i]) * X[i]
        history.append(list(w))
    return history
