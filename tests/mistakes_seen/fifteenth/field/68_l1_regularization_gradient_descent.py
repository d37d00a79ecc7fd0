import numpy as np


# %% single penalizes_bias: The bias is penalized too: alpha times its sign is added to its gradient.
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    n, d = X.shape
    weights = np.zeros(d)
    bias = 0.0
    for _ in range(max_iter):
        e = X @ weights + bias - y
        grad_w = X.T @ e / n + alpha * np.sign(weights)
        grad_b = np.mean(e) + alpha * np.sign(bias)
        weights = weights - learning_rate * grad_w
        bias = bias - learning_rate * grad_b
        if np.sum(np.abs(grad_w)) < tol:
            break
    return weights, bias


# %% single ridge_gradient: The penalty's gradient is alpha times the weights, as for the squared 2-norm, in place of alpha times their signs.
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        error = X @ weights + bias - y
        grad = X.T @ error / len(y) + alpha * weights
        weights = weights - learning_rate * grad
        bias = bias - learning_rate * np.mean(error)
        if np.linalg.norm(grad, ord=1) < tol:
            break
    return weights, bias


# %% single factor_two: The gradients of the squares have the factor 2 / n in place of 1 / n, for the weights and for the bias.
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    n_samples, n_features = X.shape
    weights = np.zeros(n_features)
    bias = 0.0
    for _ in range(max_iter):
        error = np.dot(X, weights) + bias - y
        grad_w = (2 / n_samples) * np.dot(X.T, error) + alpha * np.sign(weights)
        grad_b = (2 / n_samples) * np.sum(error)
        weights -= learning_rate * grad_w
        bias -= learning_rate * grad_b
        if np.sum(np.abs(grad_w)) < tol:
            break
    return weights, bias


# %% whole standardized_features: The columns of X are standardized first, and the weights and the bias that are returned belong to the standardized columns and not to X.
def standardize(X):
    mu = np.mean(X, axis=0)
    sigma = np.std(X, axis=0)
    return (X - mu) / sigma


class Lasso:
    def __init__(self, d):
        self.weights = np.zeros(d)
        self.bias = 0.0

    def predict(self, X):
        return X.dot(self.weights) + self.bias

    def gradients(self, X, y, alpha):
        diff = self.predict(X) - y
        gw = X.T.dot(diff) / len(y) + alpha * np.sign(self.weights)
        gb = diff.sum() / len(y)
        return gw, gb


def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    X = standardize(X)
    model = Lasso(X.shape[1])
    for i in range(max_iter):
        gw, gb = model.gradients(X, y, alpha)
        model.weights = model.weights - learning_rate * gw
        model.bias = model.bias - learning_rate * gb
        if np.abs(gw).sum() < tol:
            break
    return model.weights, model.bias


# %% whole shrinks_weights: After a gradient step on the squares alone the weights are soft-thresholded, the proximal method, in place of a subgradient step, and the run stops when the gradient without the penalty is small.
def shrink(value, amount):
    if value > amount:
        return value - amount
    if value < -amount:
        return value + amount
    return 0.0


def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    n = len(y)
    d = len(X[0])
    weights = np.zeros(d)
    bias = 0.0
    it = 0
    while it < max_iter:
        err = [sum(X[i][j] * weights[j] for j in range(d)) + bias - y[i] for i in range(n)]
        grad = np.array([sum(err[i] * X[i][j] for i in range(n)) / n for j in range(d)])
        for j in range(d):
            # L1: pull the weight towards zero
            weights[j] = shrink(weights[j] - learning_rate * grad[j], learning_rate * alpha)
        bias = bias - learning_rate * sum(err) / n
        it += 1
        if np.sum(np.abs(grad)) < tol:
            break
    return weights, bias
