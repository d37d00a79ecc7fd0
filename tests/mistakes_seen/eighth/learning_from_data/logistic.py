import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single gradient_is_a_sum: the gradient is the sum over the points, not divided by n; the loss is the mean
def logistic(X, y, w):
    scores = X @ w
    loss = np.mean(np.logaddexp(0, scores) - y * scores)
    probabilities = np.exp(-np.logaddexp(0, -scores))
    return loss, X.T @ (probabilities - y)

# %% whole slope_of_the_sigmoid: two mistakes: the gradient has an extra factor sigma (1 - sigma), as for the squared error of a sigmoid, and the loss is the sum over the points in place of the mean
from scipy.special import expit


def softplus(z):
    # log(1 + e^z) without overflow
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def logistic(X, y, w):
    z = np.dot(X, w)
    p = expit(z)
    loss = 0.0
    gradient = np.zeros(X.shape[1])
    for i in range(X.shape[0]):
        loss += softplus(z[i]) - y[i] * z[i]
        error = p[i] - y[i]
        gradient += error * p[i] * (1 - p[i]) * X[i]
    return loss, gradient / X.shape[0]
