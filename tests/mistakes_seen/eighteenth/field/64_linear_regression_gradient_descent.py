import numpy as np


# %% single not_averaged: The gradient is summed over the points and not divided by their number.
def linear_regression_gradient_descent(X, y, alpha, iterations):
    m, n = X.shape
    theta = np.zeros(n)
    for _ in range(iterations):
        error = X @ theta - y
        theta = theta - alpha * X.T @ error
    return theta


# %% single starts_at_ones: theta starts at ones and not at zeros.
def linear_regression_gradient_descent(X, y, alpha, iterations):
    m, n = X.shape
    theta = np.ones(n)
    for _ in range(iterations):
        error = X @ theta - y
        theta = theta - alpha * X.T @ error / m
    return theta


# %% single one_step_short: The loop takes one step less than asked for, range(1, iterations).
def linear_regression_gradient_descent(X, y, alpha, iterations):
    m, n = X.shape
    theta = np.zeros(n)
    for i in range(1, iterations):
        error = X @ theta - y
        theta = theta - alpha * X.T @ error / m
    return theta


# %% whole point_by_point: theta is updated after every single point within an iteration (stochastic gradient descent), each step divided by the number of points, in place of one step with the mean gradient of all points.
def predict(x, theta):
    return sum(a * t for a, t in zip(x, theta))


def linear_regression_gradient_descent(X, y, alpha, iterations):
    X = np.array(X, dtype=float)
    y = np.array(y, dtype=float).ravel()
    m = len(y)
    theta = np.zeros(X.shape[1])
    for epoch in range(iterations):
        for i in range(m):
            err = predict(X[i], theta) - y[i]
            theta = theta - alpha * err * X[i] / m
    return theta


# %% whole coordinates_one_after_other: The components of theta are overwritten one after the other, and the error is computed anew for each of them, so that the update is not simultaneous.
def linear_regression_gradient_descent(X, y, alpha, iterations):
    num_points = X.shape[0]
    num_features = X.shape[1]
    theta = [0.0] * num_features

    for it in range(iterations):
        for j in range(num_features):
            # partial derivative of the cost in theta_j
            dj = 0.0
            for i in range(num_points):
                h = 0.0
                for k in range(num_features):
                    h += theta[k] * X[i][k]
                dj += (h - y[i]) * X[i][j]
            theta[j] = theta[j] - alpha * dj / num_points

    return np.array(theta)
