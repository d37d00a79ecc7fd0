import numpy as np


# %% single ridge_penalty: The penalty's gradient is alpha*weights, that of the squared norm (ridge), and not alpha*sign(weights).
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    n_samples, n_features = X.shape
    weights = np.zeros(n_features)
    bias = 0.0
    for _ in range(max_iter):
        error = X @ weights + bias - y
        grad_w = X.T @ error / n_samples + alpha * weights
        grad_b = np.sum(error) / n_samples
        weights = weights - learning_rate * grad_w
        bias = bias - learning_rate * grad_b
        if np.linalg.norm(grad_w, ord=1) < tol:
            break
    return weights, bias


# %% single bias_penalized: The bias is penalized too, its gradient has alpha*sign(bias) added.
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    n_samples, n_features = X.shape
    weights = np.zeros(n_features)
    bias = 0.0
    for _ in range(max_iter):
        error = X @ weights + bias - y
        grad_w = X.T @ error / n_samples + alpha * np.sign(weights)
        grad_b = np.sum(error) / n_samples + alpha * np.sign(bias)
        weights = weights - learning_rate * grad_w
        bias = bias - learning_rate * grad_b
        if np.linalg.norm(grad_w, ord=1) < tol:
            break
    return weights, bias


# %% single bias_after_weights: The bias's gradient is computed from the error of the weights that were just updated, both gradients should be taken at the same point.
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    n_samples, n_features = X.shape
    weights = np.zeros(n_features)
    bias = 0.0
    for _ in range(max_iter):
        error = X @ weights + bias - y
        grad_w = X.T @ error / n_samples + alpha * np.sign(weights)
        weights = weights - learning_rate * grad_w
        error = X @ weights + bias - y
        grad_b = np.sum(error) / n_samples
        bias = bias - learning_rate * grad_b
        if np.linalg.norm(grad_w, ord=1) < tol:
            break
    return weights, bias


# %% whole soft_threshold: The student makes proximal steps (soft thresholding) in place of subgradient steps, and with the threshold alpha that is not multiplied by the learning rate; the stop looks at the gradient of the squared error only.
def soft(z, t):
    return np.sign(z) * np.maximum(np.abs(z) - t, 0)


def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    n, d = X.shape
    w = np.zeros(d)
    b0 = 0.0
    it = 0
    while it < max_iter:
        it += 1
        residual = np.dot(X, w) + b0 - y
        gw = np.dot(X.T, residual) / n
        gb = residual.mean()
        # gradient step, then shrink
        w = soft(w - learning_rate * gw, alpha)
        b0 -= learning_rate * gb
        if np.abs(gw).sum() < tol:
            break
    return w, b0


# %% whole twice_the_gradient: The student takes the gradient of the mean squared error with its factor 2 for weights and bias, where the loss has a factor one half, so the penalty weighs half as much and the steps are longer.
def predict(row, weights, bias):
    s = bias
    for j in range(len(row)):
        s += row[j] * weights[j]
    return s


def sign(v):
    if v > 0:
        return 1.0
    if v < 0:
        return -1.0
    return 0.0


def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    m, k = X.shape
    weights = np.zeros(k)
    bias = 0.0
    for _ in range(max_iter):
        dw = np.zeros(k)
        db = 0.0
        for i in range(m):
            diff = predict(X[i], weights, bias) - y[i]
            for j in range(k):
                dw[j] += 2 / m * diff * X[i, j]
            db += 2 / m * diff
        for j in range(k):
            dw[j] += alpha * sign(weights[j])
        weights = weights - learning_rate * dw
        bias = bias - learning_rate * db
        if np.sum(np.abs(dw)) < tol:
            break
    return weights, bias
