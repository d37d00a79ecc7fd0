import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single overflow: the loss is computed as log(1 + exp(z)) directly, which is inf for large scores z
def logistic(X, y, w):
    n = X.shape[0]
    z = X @ w
    loss = np.mean(np.log(1 + np.exp(z)) - y * z)
    sigma = 1 / (1 + np.exp(-z))
    return loss, X.T @ (sigma - y) / n


# %% single gradient_is_a_sum: the gradient is the sum over the points and not divided by n (the loss is the mean)
def logistic(X, y, w):
    scores = X @ w
    loss = np.mean(np.logaddexp(0, scores) - y * scores)
    sigma = 0.5 * (1 + np.tanh(scores / 2))
    gradient = X.T @ (sigma - y)
    return loss, gradient


# %% whole formula_for_labels_plus_minus_one: loss and gradient are those for labels -1 and 1, the mean of log(1 + exp(-y z)), although the labels are 0 and 1
def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def logistic(X, y, w):
    margins = y * X.dot(w)
    loss = np.logaddexp(0, -margins).mean()
    weights = -y * sigmoid(-margins)
    gradient = (X * weights[:, None]).mean(axis=0)
    return loss, gradient


# %% whole small_number_in_the_logarithms: 1e-12 is added to the probabilities inside the logarithms of the cross-entropy so that they do not become log 0, so a point with a large score on the wrong side costs about 27.6 in place of |score|
def logistic(X, y, w):
    n, d = X.shape
    tiny = 1e-12
    loss = 0.0
    grad = [0.0] * d
    for i in range(n):
        s = 0.0
        for j in range(d):
            s += X[i, j] * w[j]
        if s >= 0:
            p = 1.0 / (1.0 + np.exp(-s))
        else:
            p = np.exp(s) / (1.0 + np.exp(s))
        loss -= y[i] * np.log(p + tiny) + (1 - y[i]) * np.log(1 - p + tiny)
        for j in range(d):
            grad[j] += (p - y[i]) * X[i, j] / n
    return loss / n, grad
