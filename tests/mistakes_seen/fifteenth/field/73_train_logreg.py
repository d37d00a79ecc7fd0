import numpy as np


# %% single mean_gradient: The gradient is divided by the number of points, while the sum is asked for, so that the steps are too short; the losses are sums.
def train_logreg(X, y, learning_rate, iterations):
    n = len(y)
    A = np.c_[np.ones(n), X]
    w = np.zeros(A.shape[1])
    losses = []
    for _ in range(iterations):
        p = 1 / (1 + np.exp(-A @ w))
        losses.append(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))
        w = w - learning_rate * A.T @ (p - y) / n
    return w, losses


# %% single half_of_cross_entropy: The loss has the term y log p alone: the term of the points with label 0 is missing. The weights are right.
def train_logreg(X, y, learning_rate, iterations):
    A = np.hstack([np.ones((X.shape[0], 1)), X])
    w = np.zeros(A.shape[1])
    losses = []
    for i in range(iterations):
        p = 1 / (1 + np.exp(-np.dot(A, w)))
        losses.append(-np.sum(y * np.log(p)))
        w += learning_rate * np.dot(A.T, y - p)
    return w, losses


# %% single loss_after_update: The loss of each iteration is computed after the update, with the new weights, so that the losses run one step ahead. The weights are right.
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def train_logreg(X, y, learning_rate, iterations):
    A = np.column_stack((np.ones(len(X)), X))
    w = np.zeros(A.shape[1])
    losses = []
    for _ in range(iterations):
        w = w + learning_rate * A.T @ (y - sigmoid(A @ w))
        p = sigmoid(A @ w)
        losses.append(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))
    return w, losses


# %% whole derivative_of_squares: The gradient has the factor p (1 - p), which belongs to the squared error of the probabilities, while the losses are cross-entropies.
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_derivative(p):
    return p * (1.0 - p)


def cross_entropy(y, p):
    total = 0.0
    for yi, pi in zip(y, p):
        total -= yi * np.log(pi) + (1 - yi) * np.log(1 - pi)
    return total


def train_logreg(X, y, learning_rate, iterations):
    X = np.insert(X, 0, 1, axis=1)
    weights = np.zeros(X.shape[1])
    losses = []
    for epoch in range(iterations):
        # forward
        p = sigmoid(X @ weights)
        losses.append(cross_entropy(y, p))
        # backward (chain rule)
        delta = (p - y) * sigmoid_derivative(p)
        weights = weights - learning_rate * (X.T @ delta)
    return weights, losses


# %% whole updates_after_each_point: The weights are updated after each point, so that the later points of an iteration see weights that have already moved, in place of one step with all points.
def train_logreg(X, y, learning_rate, iterations):
    n_points, n_features = X.shape
    theta = np.zeros(n_features + 1)

    def h(x):
        z = theta[0]
        for j in range(n_features):
            z += theta[j + 1] * x[j]
        return 1 / (1 + np.exp(-z))

    losses = []
    for _ in range(iterations):
        loss = 0
        for i in range(n_points):
            p = h(X[i])
            loss += -(y[i] * np.log(p) + (1 - y[i]) * np.log(1 - p))
        losses.append(loss)
        for i in range(n_points):
            diff = y[i] - h(X[i])
            theta[0] += learning_rate * diff
            theta[1:] += learning_rate * diff * X[i]
    return theta, losses
