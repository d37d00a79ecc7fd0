import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single gradient_is_a_sum: the loss is a mean, but the gradient is not divided by n
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    sigma = np.exp(-np.logaddexp(0, -z))
    gradient = X.T @ (sigma - y)
    return loss, gradient


# %% whole labels_taken_for_plus_minus_one: loss and gradient are those for labels -1 and 1, so that the points with label 0 add log 2 and nothing to the gradient
def log_sigmoid(z):
    return -np.logaddexp(0, -z)


def sigmoid(z):
    return np.exp(log_sigmoid(z))


def logistic(X, y, w):
    n = X.shape[0]
    margins = y * (X @ w)
    # -log sigma(y x.w), for every point
    loss = -np.sum(log_sigmoid(margins)) / n
    # d/dw -log sigma(y x.w) = -sigma(-y x.w) y x
    weights = -sigmoid(-margins) * y
    gradient = np.zeros(X.shape[1])
    for i in range(n):
        gradient += weights[i] * X[i]
    return loss, gradient / n
