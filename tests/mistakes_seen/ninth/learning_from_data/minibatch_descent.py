import numpy as np

# %% single divided_by_all_points: the gradient of the batch is divided by the number of all points instead of the size of the batch
def minibatch_descent(X, y, w, batches, alpha):
    n = len(y)
    ws = [w]
    for batch in batches:
        Xb = X[batch]
        yb = y[batch]
        p = 1 / (1 + np.exp(-(Xb @ w)))
        grad = Xb.T @ (p - yb) / n
        w = w - alpha * grad
        ws.append(w)
    return ws

# %% whole sigmoid_forgotten: the error of a point is its score minus its label, without the sigmoid, so it descends on least squares and not on the logistic loss
def batch_gradient(features, labels, w):
    error = features @ w - labels
    return features.T @ error / features.shape[0]


def minibatch_descent(X, y, w, batches, alpha):
    K = len(batches)
    ws = np.zeros((K + 1, len(w)))
    ws[0] = w
    for k in range(K):
        idx = batches[k]
        ws[k + 1] = ws[k] - alpha * batch_gradient(X[idx, :], y[idx], ws[k])
    return ws
