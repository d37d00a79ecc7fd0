import numpy as np


# %% single divided_by_all: the gradient of a batch is divided by the number of all points in place of the batch's own
def minibatch_descent(X, y, w, batches, alpha):
    ws = [w]
    n = len(y)
    for batch in batches:
        Xb, yb = X[batch], y[batch]
        p = np.exp(-np.logaddexp(0, -(Xb @ w)))
        w = w - alpha * Xb.T @ (p - yb) / n
        ws.append(w)
    return ws


# %% whole one_point_after_the_other: w moves after each point of a batch, so later points of the batch see a w that has moved already, in place of one step with all of them at the old w
def sigmoid(t):
    if t >= 0:
        return 1 / (1 + np.exp(-t))
    return np.exp(t) / (1 + np.exp(t))


def minibatch_descent(X, y, w, batches, alpha):
    weights = np.array(w, dtype=float)
    history = [weights.copy()]
    for rows in batches:
        share = alpha / len(rows)
        for i in rows:
            error = sigmoid(X[i].dot(weights)) - y[i]
            weights -= share * error * X[i]
        history.append(weights.copy())
    return history
