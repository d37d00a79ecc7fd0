import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single loss_is_sum: The loss is the sum over the points and not the mean (the gradient is the mean).
def logistic(X, y, w):
    n = X.shape[0]
    z = X @ w
    loss = np.sum(np.logaddexp(0, z) - y * z)
    sigma = np.exp(-np.logaddexp(0, -z))
    gradient = X.T @ (sigma - y) / n
    return loss, gradient


# %% single exp_overflows: log(1 + exp(z)) is computed as it stands, so for scores near 900 exp overflows and the loss is inf.
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.log(1 + np.exp(z)) - y * z)
    sigma = 1 / (1 + np.exp(-z))
    gradient = X.T @ (sigma - y) / len(y)
    return loss, gradient


# %% single residual_reversed: The gradient is built of y - sigma in place of sigma - y, so it has the wrong sign.
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    p = np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))
    gradient = X.T @ (y - p) / len(y)
    return loss, gradient


# %% whole plus_minus_labels: The student uses the formula for labels -1 and 1, log(1 + exp(-y z)), without converting the labels 0 and 1: points of label 0 give log 2 and no gradient.
def softplus(z):
    return jnp.logaddexp(0.0, z)


def mean_loss(w, X, y):
    margins = y * (X @ w)
    return jnp.mean(softplus(-margins))


def logistic(X, y, w):
    loss, gradient = jax.value_and_grad(mean_loss)(jnp.asarray(w), X, y)
    return loss, gradient


# %% whole half_of_cross_entropy: Only the part -y log(sigma) of the cross-entropy is there, in the loss and in the gradient; the part of the points with label 0 is left out.
def log_sigmoid(s):
    # stable for large |s|
    if s > 0:
        return -np.log1p(np.exp(-s))
    return s - np.log1p(np.exp(s))


def logistic(X, y, w):
    n, d = X.shape
    loss = 0.0
    grad = np.zeros(d)
    for i in range(n):
        score = float(np.dot(X[i], w))
        ls = log_sigmoid(score)
        loss -= y[i] * ls
        grad += y[i] * (np.exp(ls) - 1) * X[i]
    return loss / n, grad / n
