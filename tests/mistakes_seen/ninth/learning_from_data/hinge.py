import numpy as np

# %% single only_wrong_labels_count: only points with a negative margin count in the subgradient, not all with a margin below 1
def hinge(X, y, w, lam):
    n = len(y)
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins)) + lam / 2 * np.sum(w**2)
    active = margins < 0
    subgradient = -X[active].T @ y[active] / n + lam * w
    return loss, subgradient

# %% whole penalty_divided_by_n: the penalty is put inside the sum's bracket, so it is divided by the number of points too
def point_part(xi, yi, w):
    slack = 1 - yi * np.dot(xi, w)
    if slack > 0:
        return slack, -yi * xi
    return 0.0, np.zeros_like(w)


def hinge(X, y, w, lam):
    total = lam / 2 * np.dot(w, w)
    direction = lam * w
    for xi, yi in zip(X, y):
        value, sub = point_part(xi, yi, w)
        total = total + value
        direction = direction + sub
    m = X.shape[0]
    return total / m, direction / m
