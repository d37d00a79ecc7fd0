import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single naive_log_exp: the loss is log(1 + exp(z)) written out, which overflows to inf for large positive scores; the gradient is right
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.log(1 + np.exp(z)) - y * z)
    gradient = X.T @ (1 / (1 + np.exp(-z)) - y) / len(y)
    return loss, gradient


# %% single gradient_summed: the gradient is a sum over the points, not divided by n, while the loss is a mean
def logistic(X, y, w):
    z = X @ w
    p = 0.5 * (1 + np.tanh(z / 2))
    loss = np.mean(np.logaddexp(0, z) - y * z)
    gradient = X.T @ (p - y)
    return loss, gradient


# %% single residual_reversed: the gradient has the residual as y - sigma, so its sign is reversed
def logistic(X, y, w):
    n = X.shape[0]
    z = X.dot(w)
    sigma = np.where(z >= 0, 1, np.exp(-np.abs(z))) / (1 + np.exp(-np.abs(z)))
    loss = (np.logaddexp(0, z) - y * z).sum() / n
    gradient = X.T.dot(y - sigma) / n
    return loss, gradient


# %% whole plus_minus_formula: the formula log(1 + exp(-y z)) for labels -1 and 1 is used with the labels 0 and 1 as they are, so every point of label 0 has the loss log 2 and no gradient
def log_one_plus_exp(t):
    return jnp.logaddexp(0.0, t)


def mean_loss(w, X, y):
    margins = y * (X @ w)
    return jnp.mean(log_one_plus_exp(-margins))


def logistic(X, y, w):
    X, y, w = jnp.asarray(X), jnp.asarray(y, dtype=float), jnp.asarray(w, dtype=float)
    loss, gradient = jax.value_and_grad(mean_loss)(w, X, y)
    return loss, gradient


# %% whole hard_predictions: the gradient uses the predicted label (0 or 1, by sigma > 0.5) in place of the probability sigma, as a perceptron does; the loss is right
def sigmoid(z):
    if z < 0:
        e = np.exp(z)
        return e / (1 + e)
    return 1 / (1 + np.exp(-z))


def predict(x, w):
    score = float(np.dot(x, w))
    return score, 1 if sigmoid(score) > 0.5 else 0


def logistic(X, y, w):
    n, d = X.shape
    loss = 0.0
    gradient = np.zeros(d)
    for i in range(n):
        score, label = predict(X[i], w)
        loss += np.logaddexp(0, score) - y[i] * score
        gradient += (label - y[i]) * X[i]
    # means, not sums
    return loss / n, gradient / n
