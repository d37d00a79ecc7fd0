import numpy as np

# %% single l2_without_two: the gradient of the L2 penalty is alpha2 w in place of 2 alpha2 w
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    n, d = X.shape
    weights = np.zeros(d)
    bias = 0
    for _ in range(max_iter):
        e = X @ weights + bias - y
        grad_w = X.T @ e / n + alpha1 * np.sign(weights) + alpha2 * weights
        grad_b = np.mean(e)
        weights = weights - learning_rate * grad_w
        bias = bias - learning_rate * grad_b
    return weights, bias

# %% single bias_with_new_error: the error is computed again with the already updated weights before the bias is updated, in place of the same e for both
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    def err(w, b):
        return X.dot(w) + b - y

    w = np.zeros(X.shape[1])
    b = 0.0
    for it in range(max_iter):
        w = w - learning_rate * (X.T.dot(err(w, b)) / len(y) + alpha1 * np.sign(w) + 2 * alpha2 * w)
        b = b - learning_rate * np.mean(err(w, b))
    return w, b

# %% whole bias_penalized: the bias is handled as one more weight (a column of ones), so both penalties (alpha1 sign and 2 alpha2) act on the bias too
def add_ones(X):
    return np.hstack([X, np.ones((X.shape[0], 1))])

def penalty_gradient(theta, a1, a2):
    return a1 * np.sign(theta) + 2 * a2 * theta

def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    Xb = add_ones(X)
    theta = np.zeros(Xb.shape[1])
    k = 0
    while k < max_iter:
        data_part = Xb.T @ (Xb @ theta - y) / len(y)
        theta -= learning_rate * (data_part + penalty_gradient(theta, alpha1, alpha2))
        k += 1
    return theta[:-1], theta[-1]

# %% whole abs_and_penalty_over_n: two slips: the L1 part of the gradient is alpha1 |w| in place of alpha1 sign(w), and the penalties are divided by n together with X^T e
def elastic_net_gradient_descent(X, y, alpha1=0.1, alpha2=0.1, learning_rate=0.01, max_iter=1000):
    n_samples = X.shape[0]
    n_features = X.shape[1]
    w = [0.0] * n_features
    b = 0.0
    for iteration in range(max_iter):
        errors = []
        for i in range(n_samples):
            pred = b
            for j in range(n_features):
                pred += X[i, j] * w[j]
            errors.append(pred - y[i])
        dw = [0.0] * n_features
        for j in range(n_features):
            s = 0.0
            for i in range(n_samples):
                s += X[i, j] * errors[i]
            dw[j] = (s + alpha1 * abs(w[j]) + 2 * alpha2 * w[j]) / n_samples
        db = sum(errors) / n_samples
        for j in range(n_features):
            w[j] -= learning_rate * dw[j]
        b -= learning_rate * db
    return np.array(w), b
