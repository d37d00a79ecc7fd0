import numpy as np


# %% single labels_missing_in_subgradient: the points below the margin are summed in the subgradient without their labels
def hinge(X, y, w, lam):
    slack = 1 - y * (X @ w)
    loss = np.maximum(slack, 0).mean() + 0.5 * lam * np.sum(w**2)
    active = slack > 0
    subgradient = lam * w - X[active].sum(axis=0) / len(y)
    return loss, subgradient


# %% whole mean_over_active_points: loss and subgradient are divided by the number of points below the margin in place of all n points
def hinge(X, y, w, lam):
    total = 0.0
    direction = [0.0] * len(w)
    count = 0
    for x, label in zip(X, y):
        margin = label * sum(xj * wj for xj, wj in zip(x, w))
        if margin < 1:
            count += 1
            total += 1 - margin
            direction = [s - label * xj for s, xj in zip(direction, x)]
    if count == 0:
        count = 1
    loss = total / count + lam / 2 * sum(wj**2 for wj in w)
    subgradient = [s / count + lam * wj for s, wj in zip(direction, w)]
    return loss, np.array(subgradient)
