import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single half_missing: the loss is the mean of the squares without the factor 1/2; the gradient is right
def least_squares(X, y, w):
    n = X.shape[0]
    r = X @ w - y
    loss = np.sum(r**2) / n
    gradient = X.T @ r / n
    return loss, gradient


# %% single sign_of_gradient: the residual is y - X w, but the minus sign of the gradient is forgotten, so the gradient has the opposite sign
def least_squares(X, y, w):
    n = len(y)
    e = y - X.dot(w)
    loss = e.dot(e) / (2 * n)
    gradient = X.T.dot(e) / n
    return loss, gradient


# %% single gradient_summed: the gradient is the sum over the points, not divided by n; the loss is right
def least_squares(X, y, w):
    residual = X @ w - y
    loss = 0.5 * jnp.mean(residual**2)
    gradient = X.T @ residual
    return loss, gradient


# %% whole column_minus_vector: y is made a column of shape (n, 1) while X w is a vector, so their difference is an n x n matrix over which loss and gradient are summed
def least_squares(X, y, w):
    n, d = X.shape
    y = y.reshape(n, 1)
    prediction = X @ w
    diff = prediction - y
    loss = np.sum(diff**2) / (2 * n)
    grad = np.zeros(d)
    for j in range(d):
        # partial derivative with respect to w_j
        grad[j] = np.sum(diff * X[:, j:j + 1]) / n
    return loss, grad


# %% whole square_of_the_mean: the loss squares the mean of the residuals instead of averaging their squares, and the gradient is JAX's gradient of this wrong loss
def predict(w, X):
    return jnp.dot(X, w)


def model_loss(w, X, y):
    errors = predict(w, X) - y
    return 0.5 * jnp.mean(errors) ** 2


def least_squares(X, y, w):
    loss, grad_w = jax.value_and_grad(model_loss)(w, X, y)
    return loss, grad_w
