import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single sums: sums over the points in place of means, in both results
def logistic(X, y, w):
    z = X @ w
    loss = np.sum(np.logaddexp(0, z) - y * z)
    p = np.exp(-np.logaddexp(0, -z))
    return loss, X.T @ (p - y)

# %% single gradient_not_averaged: the gradient is a sum, the loss is a mean
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    p = np.exp(-np.logaddexp(0, -z))
    return loss, X.T @ (p - y)

# %% single gradient_sign: the gradient has the other sign, y - p
def logistic(X, y, w):
    n = X.shape[0]
    z = X @ w
    loss = sum(np.logaddexp(0, z[i]) - y[i] * z[i] for i in range(n)) / n
    p = np.exp(-np.logaddexp(0, -z))
    return loss, np.dot(X.T, y - p) / n

# %% single overflow: log(1 + exp(z)) as it is written, which overflows for large scores
def logistic(X, y, w):
    z = X @ w
    sigma = 1 / (1 + np.exp(-z))
    loss = np.mean(np.log(1 + np.exp(z)) - y * z)
    return loss, X.T @ (sigma - y) / len(y)

# %% single divided_by_d: divides by the number of coordinates and not by the number of points
def logistic(X, y, w):
    d = len(w)
    scores = X @ w
    loss = np.sum(np.logaddexp(0, scores) - y * scores) / d
    probabilities = np.exp(-np.logaddexp(0, -scores))
    return loss, X.T @ (probabilities - y) / d

# %% whole plus_minus_labels: the loss for labels -1 and 1: log(1 + exp(-y z)), and its gradient
def logistic(X, y, w):
    """Logistic loss: mean log(1 + exp(-y <x, w>))."""
    margins = y * (X @ w)
    loss = np.mean(np.logaddexp(0, -margins))
    weights = -y * np.exp(-np.logaddexp(0, margins))
    gradient = X.T @ weights / len(y)
    return loss, gradient

# %% whole clipped_cross_entropy: cross-entropy with clipped probabilities, so that the large scores are cut; the gradient as a loop in which the last point overwrites
def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-np.clip(t, -20, 20)))

def logistic(X, y, w):
    n, d = X.shape
    eps = 1e-3
    p = np.clip(sigmoid(X.dot(w)), eps, 1 - eps)
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    grad = np.zeros(d)
    for i in range(n):
        grad = (p[i] - y[i]) * X[i]
    return loss, grad / n

# %% whole half_cross_entropy: only the part of the points with y = 1 stands in the loss, by JAX, which then differentiates that
def loss_fn(w, X, y):
    p = jax.nn.sigmoid(X @ w)
    return -jnp.mean(y * jnp.log(p))

def logistic(X, y, w):
    loss, grad = jax.value_and_grad(loss_fn)(w, X, y)
    return loss, grad
