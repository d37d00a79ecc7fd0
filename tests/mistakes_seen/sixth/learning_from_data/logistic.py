import numpy as np


# %% single gradient_is_a_sum: the gradient is the sum over the points, not divided by n (the loss is the mean)
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    p = np.exp(-np.logaddexp(0, -z))
    return loss, X.T @ (p - y)


# %% whole labels_minus_one_and_one: loss and gradient are those for labels -1 and 1, log(1 + exp(-y z)), used on labels 0 and 1 as they are
def log_one_plus_exp(t):
    return np.maximum(t, 0) + np.log1p(np.exp(-np.abs(t)))


def logistic(X, y, w):
    n, d = X.shape
    loss = 0.0
    gradient = np.zeros(d)
    for x_i, y_i in zip(X, y):
        margin = y_i * np.dot(x_i, w)
        loss += log_one_plus_exp(-margin) / n
        # derivative of log(1 + e^-t) is -1 / (1 + e^t)
        gradient += -y_i * x_i * np.exp(-log_one_plus_exp(margin)) / n
    return loss, gradient
