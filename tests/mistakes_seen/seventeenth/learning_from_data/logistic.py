import jax
import jax.numpy as jnp
import numpy as np
from scipy.special import expit

jax.config.update("jax_enable_x64", True)


# %% single gradient_summed: the gradient is the sum over the points, not divided by n, while the loss is the mean
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    gradient = X.T @ (expit(z) - y)
    return loss, gradient


# %% single clipped_probabilities: the probabilities are clipped to [1e-7, 1 - 1e-7] before the logarithm, so the loss of large scores on the wrong side stops at about 16 instead of growing with the score
def logistic(X, y, w):
    p = expit(X @ w)
    safe = np.clip(p, 1e-7, 1 - 1e-7)
    loss = -np.mean(y * np.log(safe) + (1 - y) * np.log(1 - safe))
    grad = X.T @ (p - y) / len(y)
    return loss, grad


# %% single gradient_sign: the residual of the gradient is y - sigma, so the gradient has the wrong sign
def logistic(X, y, w):
    n = X.shape[0]
    scores = X @ w
    loss = (np.logaddexp(0, scores) - y * scores).sum() / n
    residual = y - expit(scores)
    return loss, X.T @ residual / n


# %% whole plus_minus_residual: changes the labels to -1 and 1 for the loss, and the gradient then subtracts these labels, not 0 and 1, from sigma
def sig(z):
    # stable on both sides
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


def logistic(X, y, w):
    y = 2 * y - 1
    margins = y * (X @ w)
    # softplus of minus the margin
    loss = np.logaddexp(0, -margins).mean()
    grad = np.zeros(X.shape[1])
    for xi, yi in zip(X, y):
        grad = grad + (sig(xi @ w) - yi) * xi
    return loss, grad / X.shape[0]


# %% whole averaged_over_features: divides loss and gradient by the number of features d = len(w) instead of the number of points n
def logistic(X, y, w):
    w = jnp.asarray(w)
    N = len(w)

    def one_point(weights, x, label):
        score = jnp.dot(x, weights)
        return jnp.logaddexp(0.0, score) - label * score

    def total(weights):
        losses = jax.vmap(one_point, in_axes=(None, 0, 0))(weights, X, y)
        return jnp.sum(losses) / N

    value, slope = jax.value_and_grad(total)(w)
    return float(value), np.array(slope)
