import numpy as np


# %% single bias_by_the_new_weights: the bias is updated with the errors of the weights that have just been changed and not with those before the step
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    w, c = np.zeros(X.shape[1]), 0.0

    def errors():
        return X @ w + c - y

    for _ in range(max_iter):
        penalty = alpha1 * np.sign(w) + 2 * alpha2 * w
        w = w - learning_rate * (X.T @ errors() / len(y) + penalty)
        c = c - learning_rate * np.mean(errors())
    return w, c


# %% whole penalties_exchanged: the two penalties are exchanged: alpha1 multiplies the gradient of the squares and alpha2 the signs
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    n_samples, n_features = X.shape
    weights = np.zeros(n_features)
    bias = 0.0
    for iteration in range(max_iter):
        predictions = np.dot(X, weights) + bias
        error = predictions - y
        dw = np.dot(X.T, error) / n_samples
        dw += alpha1 * 2 * weights
        dw += alpha2 * np.sign(weights)
        db = np.sum(error) / n_samples
        weights = weights - learning_rate * dw
        bias = bias - learning_rate * db
    return weights, bias
