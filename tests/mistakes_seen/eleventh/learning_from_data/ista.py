import numpy as np


def soft_threshold(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def lasso(X, y, lam, w):
    return np.sum((X @ w - y) ** 2) / (2 * len(y)) + lam * np.sum(np.abs(w))

# %% single threshold_first: the two halves of a step are in the wrong order, the soft threshold comes before the gradient step instead of after it
def ista(X, y, lam, alpha, max_its, w):
    n = len(y)
    ws = [w]
    objectives = [lasso(X, y, lam, w)]
    for k in range(max_its):
        w = soft_threshold(w, alpha * lam)
        w = w - alpha * X.T @ (X @ w - y) / n
        ws.append(w)
        objectives.append(lasso(X, y, lam, w))
    return ws, objectives

# %% whole fista: the accelerated method (FISTA), with an extrapolated point between the steps, instead of plain ISTA
def ista(X, y, lam, alpha, max_its, w):
    n, d = X.shape
    path = np.zeros((max_its + 1, d))
    values = np.zeros(max_its + 1)
    path[0], values[0] = w, lasso(X, y, lam, w)
    ahead, t = np.array(w), 1.0
    for k in range(1, max_its + 1):
        grad = X.T.dot(X.dot(ahead) - y) / n
        path[k] = soft_threshold(ahead - alpha * grad, alpha * lam)
        t_next = (1 + np.sqrt(1 + 4 * t**2)) / 2
        ahead = path[k] + (t - 1) / t_next * (path[k] - path[k - 1])
        t = t_next
        values[k] = lasso(X, y, lam, path[k])
    return path, values
