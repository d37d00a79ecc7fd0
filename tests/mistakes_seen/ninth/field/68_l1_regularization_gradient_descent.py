import numpy as np

# %% single weights_for_their_signs: the derivative of the penalty is written as alpha times the weights, as for ridge, and not times their signs
def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    n_samples, n_features = X.shape
    weights = np.zeros(n_features)
    bias = 0
    for _ in range(max_iter):
        y_pred = np.dot(X, weights) + bias
        error = y_pred - y
        grad_w = (1 / n_samples) * np.dot(X.T, error) + alpha * weights
        grad_b = (1 / n_samples) * np.sum(error)
        weights -= learning_rate * grad_w
        bias -= learning_rate * grad_b
        if np.linalg.norm(grad_w, ord=1) < tol:
            break
    return weights, bias

# %% whole bias_is_penalized: a column of ones is put to the data, so that the penalty pulls at the bias too
def add_ones(X):
    return np.column_stack([X, np.ones(len(X))])


def subgradient(Z, y, theta, alpha):
    residual = Z @ theta - y
    return Z.T @ residual / len(y) + alpha * np.sign(theta)


def l1_regularization_gradient_descent(X, y, alpha=0.1, learning_rate=0.01, max_iter=1000, tol=1e-4):
    Z = add_ones(X)
    theta = np.zeros(Z.shape[1])
    it = 0
    while it < max_iter:
        g = subgradient(Z, y, theta, alpha)
        theta = theta - learning_rate * g
        it += 1
        if np.abs(g[:-1]).sum() < tol:
            break
    return theta[:-1], theta[-1]
