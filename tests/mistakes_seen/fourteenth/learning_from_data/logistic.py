import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single loss_for_other_labels: the loss is log(1 + e^(-y z)), which belongs to labels -1 and 1, while the labels are 0 and 1; the gradient is right
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, -y * z))
    p = 0.5 * (1 + np.tanh(z / 2))
    gradient = X.T @ (p - y) / len(y)
    return loss, gradient


# %% single gradient_sign: the gradient has the wrong sign, y - sigma in place of sigma - y
def logistic(X, y, w):
    n = X.shape[0]
    z = X @ w
    loss = np.sum(np.logaddexp(0, z) - y * z) / n
    sigma = np.exp(-np.logaddexp(0, -z))
    gradient = X.T @ (y - sigma) / n
    return loss, gradient


# %% single slope_of_sigma: multiplies the gradient by sigma (1 - sigma), the derivative of the sigmoid, which belongs to the squared error and not to the cross-entropy
def logistic(X, y, w):
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    s = 0.5 * (1 + np.tanh(0.5 * z))
    gradient = np.mean(((s - y) * s * (1 - s))[:, None] * X, axis=0)
    return loss, gradient


# %% whole half_of_the_cross_entropy: the loss has the term of label 1 alone, -y log sigma, and lacks the term of label 0; the gradient is right
def log_sigmoid(z):
    # stable for large |z|
    return -np.logaddexp(0.0, -z)


def sigmoid(z):
    return np.exp(log_sigmoid(z))


def logistic(X, y, w):
    n, d = X.shape
    loss = 0.0
    gradient = np.zeros(d)
    for i in range(n):
        score = np.dot(X[i], w)
        loss += -y[i] * log_sigmoid(score)
        gradient += (sigmoid(score) - y[i]) * X[i]
    return loss / n, gradient / n


# %% whole rounded_predictions: the gradient uses the predicted label, 1 where the score is positive and else 0, in place of the probability sigma
def predict(X, w):
    scores = X @ w
    return scores, (scores > 0).astype(float)


def logistic(X, y, w):
    scores, predicted = predict(X, w)

    # cross-entropy of every point
    losses = np.logaddexp(0, scores) - y * scores

    # prediction minus label, times the point
    errors = predicted - y
    gradients = errors[:, np.newaxis] * X

    return losses.mean(), gradients.mean(axis=0)
