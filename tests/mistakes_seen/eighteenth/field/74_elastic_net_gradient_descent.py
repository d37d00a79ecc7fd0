import numpy as np


# %% single bias_penalized: Both penalties are put on the bias as well, which is to have none.
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    n, d = X.shape
    weights = np.zeros(d)
    bias = 0.0
    for _ in range(max_iter):
        error = X @ weights + bias - y
        dw = X.T @ error / n + alpha1 * np.sign(weights) + 2 * alpha2 * weights
        db = np.mean(error) + alpha1 * np.sign(bias) + 2 * alpha2 * bias
        weights = weights - learning_rate * dw
        bias = bias - learning_rate * db
    return weights, bias


# %% single square_without_two: The derivative of alpha2 ||w||^2 is taken as alpha2 w: the factor 2 is missing.
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    n, d = X.shape
    weights = np.zeros(d)
    bias = 0.0
    for _ in range(max_iter):
        error = X @ weights + bias - y
        dw = X.T @ error / n + alpha1 * np.sign(weights) + alpha2 * weights
        db = np.mean(error)
        weights = weights - learning_rate * dw
        bias = bias - learning_rate * db
    return weights, bias


# %% single penalties_exchanged: alpha1 and alpha2 are exchanged: alpha2 goes with the sign of the weights and alpha1 with the weights.
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    n, d = X.shape
    weights = np.zeros(d)
    bias = 0.0
    for _ in range(max_iter):
        error = X @ weights + bias - y
        dw = X.T @ error / n + alpha2 * np.sign(weights) + 2 * alpha1 * weights
        db = np.mean(error)
        weights = weights - learning_rate * dw
        bias = bias - learning_rate * db
    return weights, bias


# %% whole proximal_step: The 1-norm is handled by soft thresholding after the step (proximal gradient) and not by the subgradient alpha1 sign(w) in the step.
def shrink(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0.0)


def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    X = np.asarray(X, float)
    y = np.asarray(y, float)
    w = np.zeros(X.shape[1])
    b = 0.0
    for t in range(max_iter):
        r = X.dot(w) + b - y
        smooth = X.T.dot(r) / len(r) + 2 * alpha2 * w
        w = shrink(w - learning_rate * smooth, learning_rate * alpha1)
        b -= learning_rate * r.mean()
    return w, b


# %% whole bias_after_weights: The error is computed anew with the new weights before the bias moves, so the bias does not move by the gradient of the same point as the weights.
def predict(X, weights, bias):
    return np.dot(X, weights) + bias


def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    n_samples, n_features = X.shape
    weights = np.zeros(n_features)
    bias = 0
    for _ in range(max_iter):
        # weights
        grad_w = np.zeros(n_features)
        residual = predict(X, weights, bias) - y
        for j in range(n_features):
            grad_w[j] = np.sum(residual * X[:, j]) / n_samples
            grad_w[j] += alpha1 * np.sign(weights[j]) + 2 * alpha2 * weights[j]
        weights = weights - learning_rate * grad_w
        # bias
        residual = predict(X, weights, bias) - y
        bias = bias - learning_rate * np.sum(residual) / n_samples
    return weights, bias
