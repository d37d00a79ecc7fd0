# %% single penalty_averaged_with_the_points: The subgradient of the penalty is divided by n together with the sum over the points.
import numpy as np


def hinge(X, y, w, lam):
    n = len(y)
    margin = y * X.dot(w)
    loss = np.maximum(0, 1 - margin).mean() + 0.5 * lam * np.sum(w**2)
    active = margin < 1
    subgradient = (-X[active].T @ y[active] + lam * w) / n
    return loss, subgradient

# %% whole norm_of_w_without_its_square: The penalty is lam / 2 times the norm of w, not times its square, in the loss and in the subgradient alike.
import numpy as np


class Penalty:
    def __init__(self, lam):
        self.lam = lam

    def value(self, w):
        return self.lam / 2 * np.sqrt(np.sum(w * w))

    def slope(self, w):
        length = np.sqrt(np.sum(w * w))
        if length == 0:
            return np.zeros_like(w)
        return self.lam / 2 * w / length


def hinge(X, y, w, lam):
    penalty = Penalty(lam)
    total, sub = 0.0, np.zeros(len(w))
    for i in range(X.shape[0]):
        slack = 1 - y[i] * np.dot(X[i], w)
        if slack > 0:
            total += slack
            sub -= y[i] * X[i]
    return total / X.shape[0] + penalty.value(w), sub / X.shape[0] + penalty.slope(w)
