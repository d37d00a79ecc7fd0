import numpy as np

# %% single squared_hinge: the slacks are squared, the squared hinge loss in place of the hinge loss
def calculate_primal_objective(y, X, w, lambda_):
    return np.sum(np.maximum(0, 1 - y * (X @ w)) ** 2) + lambda_ / 2 * (w @ w)

# %% whole first_weight_not_penalized: the penalty leaves out w[0], as if it were a bias
def hinge_loss(margin):
    return 0 if margin >= 1 else 1 - margin


def regularizer(w, lambda_):
    weights = w[1:]
    return 0.5 * lambda_ * np.dot(weights, weights)


def calculate_primal_objective(y, X, w, lambda_):
    margins = [label * np.dot(row, w) for label, row in zip(y, X)]
    return sum(map(hinge_loss, margins)) + regularizer(w, lambda_)
