import numpy as np


# %% single norm_not_squared: the loss has lam / 2 times the norm of w in place of the squared norm (the subgradient is right)
def hinge(X, y, w, lam):
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins)) + lam / 2 * np.linalg.norm(w)
    subgradient = -X.T @ (y * (margins < 1)) / len(y) + lam * w
    return loss, subgradient


# %% whole mean_of_those_below_one: the means are taken over the points whose margin is below 1, not over all n points
def hinge(X, y, w, lam):
    penalty = lam * np.sum(w**2) / 2
    inside = y * X.dot(w) < 1
    if not inside.any():
        return penalty, lam * w
    support, signs = X[inside], y[inside]
    slack = 1 - signs * support.dot(w)
    direction = -(signs[:, None] * support).mean(axis=0)
    return slack.mean() + penalty, direction + lam * w
