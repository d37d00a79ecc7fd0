import numpy as np

# %% single bias_penalized: the bias is penalized as well
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ w + b - y
        dw = X.T @ e / len(y) + alpha * np.sign(w)
        w = w - learning_rate * dw
        b = b - learning_rate * (np.mean(e) + alpha * np.sign(b))
        if np.sum(np.abs(dw)) < tol:
            break
    return w, b

# %% single no_penalty: the penalty is missing
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ w + b - y
        dw = X.T @ e / len(y)
        w = w - learning_rate * dw
        b = b - learning_rate * np.mean(e)
        if np.sum(np.abs(dw)) < tol:
            break
    return w, b

# %% single ridge_penalty: alpha w in place of alpha sign(w)
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ w + b - y
        dw = X.T @ e / len(y) + alpha * w
        w = w - learning_rate * dw
        b = b - learning_rate * np.mean(e)
        if np.sum(np.abs(dw)) < tol:
            break
    return w, b

# %% single bias_never_moves: the bias stays at 0
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ w + b - y
        dw = X.T @ e / len(y) + alpha * np.sign(w)
        w = w - learning_rate * dw
        if np.sum(np.abs(dw)) < tol:
            break
    return w, b

# %% single gradient_summed: the gradient is a sum over the points
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_iter):
        e = X @ w + b - y
        dw = X.T @ e + alpha * np.sign(w)
        db = np.sum(e)
        w = w - learning_rate * dw
        b = b - learning_rate * db
        if np.sum(np.abs(dw)) < tol:
            break
    return w, b

# %% whole bias_with_new_weights: the bias is stepped with the error at the new weights, and the error has a factor of 2
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    n, d = X.shape
    weights = np.zeros(d)
    bias = 0
    for it in range(max_iter):
        prediction = X.dot(weights) + bias
        grad_w = (2 / n) * X.T.dot(prediction - y) + alpha * np.sign(weights)
        weights -= learning_rate * grad_w
        prediction = X.dot(weights) + bias
        grad_b = (2 / n) * np.sum(prediction - y)
        bias -= learning_rate * grad_b
        if np.linalg.norm(grad_w, ord=1) < tol:
            break
    return weights, bias

# %% whole soft_thresholding: soft thresholding after each step, as in ISTA, in place of the subgradient
def soft(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)

def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    w = np.zeros(X.shape[1])
    b = 0.0
    for _ in range(max_iter):
        r = X @ w + b - y
        g = X.T @ r / len(r)
        w_new = soft(w - learning_rate * g, learning_rate * alpha)
        b = b - learning_rate * r.mean()
        if np.sum(np.abs(w_new - w)) < tol:
            w = w_new
            break
        w = w_new
    return w, b

# %% whole starts_at_ones_breaks_early: the weights start at 1, and it breaks before the step
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    weights = np.ones(X.shape[1])
    bias = 0.0
    k = 0
    while k < max_iter:
        error = X @ weights + bias - y
        gradient = X.T @ error / len(y) + alpha * np.sign(weights)
        if np.sum(np.abs(gradient)) < tol:
            break
        weights = weights - learning_rate * gradient
        bias = bias - learning_rate * np.mean(error)
        k += 1
    return weights, bias
