import numpy as np


# %% single clipped_after_the_sum: takes the maximum with zero once, of the sum over all points, instead of for each point
def calculate_primal_objective(y, X, w, lambda_):
    hinge = max(0, np.sum(1 - y * (X @ w)))
    return hinge + lambda_ / 2 * np.sum(w**2)


# %% single margin_of_zero: the hinge lacks the 1: max(0, -y x w) (the loss of the perceptron) instead of max(0, 1 - y x w)
def calculate_primal_objective(y, X, w, lambda_):
    v = -y * X.dot(w)
    v[v < 0] = 0
    return v.sum() + 0.5 * lambda_ * w.dot(w)


# %% single violations_counted: counts the points whose margin is below 1 instead of adding up by how much they miss it
def calculate_primal_objective(y, X, w, lambda_):
    slack = 1 - y * (X @ w)
    return np.sum(slack > 0) + 0.5 * lambda_ * np.linalg.norm(w) ** 2


# %% whole penalty_once_a_point: a loop over the points that adds the penalty lambda/2 ||w||^2 inside it, so once for each point instead of once
def calculate_primal_objective(y, X, w, lambda_):
    total = 0.0
    for n in range(X.shape[0]):
        margin = y[n] * np.dot(X[n], w)
        loss_n = 0.0
        if margin < 1:
            loss_n = 1 - margin
        reg = lambda_ / 2 * np.dot(w, w)
        total += loss_n + reg
    return total


# %% whole mean_squared_hinge: averages the squares of the hinges instead of adding the hinges up (squared hinge and mean: two slips); the penalty is right
def calculate_primal_objective(y, X, w, lambda_):
    margins = np.maximum(np.zeros(len(y)), 1 - np.multiply(y, X @ w))
    data_term = np.square(margins).mean()
    return data_term + 0.5 * lambda_ * float(w.T @ w)
