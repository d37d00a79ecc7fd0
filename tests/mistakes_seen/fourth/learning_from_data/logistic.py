import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single gradient_is_a_sum: the gradient is the sum over the points, X^T (sigma - y), in place of the mean, divided by n (the loss is the mean)
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    sigma = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    gradient = X.T @ (sigma - y)
    return loss, gradient


# %% single gradient_sign: the gradient has the opposite sign, the mean of (y - sigma) x, in place of (sigma - y) x
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    sigma = np.exp(-np.logaddexp(0, -z))
    gradient = X.T @ (y - sigma) / len(y)
    return loss, gradient


# %% whole positive_class_only: the loss has only the first term of the cross-entropy, the mean of -y log(sigma), without -(1 - y) log(1 - sigma), and the gradient is the gradient of this wrong loss
def log_sigma(score):
    return -jnp.logaddexp(0.0, -score)


def cross_entropy(w, points, labels):
    scores = points @ w
    return -jnp.mean(labels * log_sigma(scores))


def logistic(X, y, w):
    value, slope = jax.value_and_grad(cross_entropy)(jnp.array(w), jnp.array(X), jnp.array(y, dtype=float))
    return value, slope


# %% whole extra_sigmoid_slope: each point's part of the gradient has the extra factor sigma (1 - sigma), as for squared errors, (sigma - y) sigma (1 - sigma) x, in place of (sigma - y) x
import math


def squash(z):
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    e = math.exp(z)
    return e / (1.0 + e)


def softplus(z):
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def logistic(X, y, w):
    n, d = X.shape
    loss = 0.0
    gradient = [0.0] * d
    for i in range(n):
        score = 0.0
        for j in range(d):
            score += float(X[i, j]) * float(w[j])
        loss += softplus(score) - y[i] * score
        p = squash(score)
        delta = (p - y[i]) * p * (1.0 - p)
        for j in range(d):
            gradient[j] += delta * X[i, j]
    return loss / n, [c / n for c in gradient]
