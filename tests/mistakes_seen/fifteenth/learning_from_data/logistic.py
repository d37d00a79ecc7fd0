import jax
import jax.numpy as jnp
import numpy as np
from scipy.special import expit

jax.config.update("jax_enable_x64", True)


# %% single clipped_scores: the scores are clipped to [-20, 20] against overflow, so where a score is larger the loss is that of the clipped score (20 in place of 900); with small scores all is right
def logistic(X, y, w):
    n = len(y)
    z = np.clip(X @ w, -20, 20)
    loss = np.mean(np.log(1 + np.exp(z)) - y * z)
    sigma = 1 / (1 + np.exp(-z))
    gradient = X.T @ (sigma - y) / n
    return loss, gradient


# %% single residual_turned: the gradient is made of y - sigma instead of sigma - y, so it has the wrong sign; the loss is right
def logistic(X, y, w):
    n = len(y)
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    gradient = X.T @ (y - expit(z)) / n
    return loss, gradient


# %% single divided_by_d: the gradient is divided by the number of weights d instead of the number of points n; the loss is right
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    gradient = X.T @ (expit(z) - y) / len(w)
    return loss, gradient


# %% whole plus_minus_labels: uses the loss log(1 + exp(-y z)) for labels -1 and 1 with the labels 0 and 1 as they are, so points with label 0 give log 2 and no gradient
def softplus(t):
    return np.logaddexp(0.0, t)


def logistic(X, y, w):
    n = X.shape[0]
    margin = y * X.dot(w)
    loss = softplus(-margin).sum() / n

    # d/dm log(1 + e^-m) = -sigma(-m), and dm/dw = y x
    weights = -expit(-margin) * y
    gradient = (weights[:, None] * X).sum(axis=0) / n
    return loss, gradient


# %% whole hard_predictions: the gradient uses the predicted class (probability above 0.5, so 0 or 1) minus the label, in place of the probability minus the label; the loss is right
def predict(xi, w):
    score = xi @ w
    p = expit(score)
    if p > 0.5:
        return score, 1.0
    else:
        return score, 0.0


def logistic(X, y, w):
    total_loss = 0.0
    total_grad = np.zeros(len(w))
    for xi, yi in zip(X, y):
        score, prediction = predict(xi, w)
        total_loss += np.logaddexp(0, score) - yi * score
        total_grad += (prediction - yi) * xi
    return total_loss / len(X), total_grad / len(X)
