import numpy as np


# %% single cost_before_step: the cost is recorded before theta moves, so the history begins with the cost of the start and lacks that of the last theta
def gradientDescent(X, y, theta, alpha, num_iters):
    m = len(y)
    J_history = []
    for _ in range(num_iters):
        error = X @ theta - y
        J_history.append(error @ error / (2 * m))
        theta = theta - alpha / m * X.T @ error
    return theta, J_history


# %% single not_simultaneous: the components of theta are updated one after the other, each with the newest values of the others
def gradientDescent(X, y, theta, alpha, num_iters):
    m = len(y)
    theta = theta.copy()
    J_history = []
    for _ in range(num_iters):
        for j in range(len(theta)):
            theta[j] = theta[j] - alpha / m * np.sum((X @ theta - y) * X[:, j])
        J_history.append(np.sum((X @ theta - y) ** 2) / (2 * m))
    return theta, J_history


# %% single cost_not_halved: the cost in the history is the mean of squares without the factor 1/2; theta is right
def gradientDescent(X, y, theta, alpha, num_iters):
    m = len(y)
    J_history = []
    for _ in range(num_iters):
        theta = theta - alpha / m * X.T @ (X @ theta - y)
        J_history.append(np.mean((X @ theta - y) ** 2))
    return theta, J_history


# %% whole step_not_averaged: the step is alpha times the sum over the examples, without 1/m
def computeCost(X, y, theta):
    m = y.shape[0]
    h = X.dot(theta)
    return 1 / (2 * m) * np.sum((h - y) ** 2)


def gradientDescent(X, y, theta, alpha, num_iters):
    J_history = np.zeros(num_iters)
    for it in range(num_iters):
        h = X.dot(theta)
        delta = np.zeros(theta.shape)
        for i in range(X.shape[0]):
            delta += (h[i] - y[i]) * X[i]
        theta = theta - alpha * delta
        J_history[it] = computeCost(X, y, theta)
    return theta, J_history


# %% whole errors_computed_once: the errors are computed before the loop and never again, so all steps use the gradient of the start
def gradientDescent(X, y, theta, alpha, num_iters):
    m = y.size
    J_history = []

    # hypothesis and errors
    hypothesis = np.dot(X, theta)
    errors = hypothesis - y

    i = 0
    while i < num_iters:
        gradient = np.dot(X.T, errors) / m
        theta = theta - alpha * gradient
        cost = np.sum(np.square(np.dot(X, theta) - y)) / (2 * m)
        J_history.append(cost)
        i += 1

    return theta, J_history
