import numpy as np


# %% single cost_without_half: the cost in J_history is divided by m instead of 2m
def gradientDescent(X, y, theta, alpha, num_iters):
    m = len(y)
    J_history = np.zeros(num_iters)
    for i in range(num_iters):
        h = X.dot(theta)
        theta = theta - alpha / m * X.T.dot(h - y)
        J_history[i] = np.sum((X.dot(theta) - y) ** 2) / m
    return theta, J_history


# %% single errors_not_times_x: the errors are averaged without being multiplied by the features, so that every theta_j gets the same change, that of an intercept
def gradientDescent(X, y, theta, alpha, num_iters):
    m = y.size
    J_history = []
    for it in range(num_iters):
        error = np.dot(X, theta) - y
        theta = theta - alpha * (1 / m) * np.sum(error)
        J_history.append(np.sum((np.dot(X, theta) - y) ** 2) / (2 * m))
    return theta, J_history


# %% single not_simultaneous: theta is updated component by component, and the prediction for the next component already uses the changed components
def gradientDescent(X, y, theta, alpha, num_iters):
    m = y.shape[0]
    theta = theta.copy()
    J_history = []
    for i in range(num_iters):
        for j in range(len(theta)):
            theta[j] = theta[j] - alpha / m * np.sum((X @ theta - y) * X[:, j])
        J_history.append(np.sum((X @ theta - y) ** 2) / (2 * m))
    return theta, J_history


# %% whole normalizes_features: X is normalized (mean 0 and standard deviation 1) inside the function, so theta and the costs belong to other features than those given
def featureNormalize(X):
    mu = np.mean(X, axis=0)
    sigma = np.std(X, axis=0)
    sigma[sigma == 0] = 1
    return (X - mu) / sigma, mu, sigma


def computeCost(X, y, theta):
    m = len(y)
    predictions = X @ theta
    sqrErrors = (predictions - y) ** 2
    return 1 / (2 * m) * sum(sqrErrors)


def gradientDescent(X, y, theta, alpha, num_iters):
    # scaled features converge faster
    X_norm, mu, sigma = featureNormalize(X)
    m = len(y)
    J_history = np.zeros(num_iters)
    for k in range(num_iters):
        delta = X_norm.T @ (X_norm @ theta - y) / m
        theta = theta - alpha * delta
        J_history[k] = computeCost(X_norm, y, theta)
    return theta, J_history


# %% whole history_with_start: J_history begins with the cost of the initial theta, so it has num_iters + 1 entries and all are shifted by one
def hypothesis(theta, x):
    s = 0
    for t, xi in zip(theta, x):
        s += t * xi
    return s


def cost(theta, X, y):
    J = 0
    for i in range(len(y)):
        J += (hypothesis(theta, X[i]) - y[i]) ** 2
    return J / (2 * len(y))


def gradientDescent(X, y, theta, alpha, num_iters):
    m, n = X.shape
    J_history = [cost(theta, X, y)]
    for iteration in range(num_iters):
        new_theta = []
        for j in range(n):
            d = 0
            for i in range(m):
                d += (hypothesis(theta, X[i]) - y[i]) * X[i][j]
            new_theta.append(theta[j] - alpha * d / m)
        theta = np.array(new_theta)
        J_history.append(cost(theta, X, y))
    return theta, J_history
