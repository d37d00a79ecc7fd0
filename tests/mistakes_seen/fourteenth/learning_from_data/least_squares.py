import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single not_halved: the loss is the mean of the squares without the half, while the gradient is right
def least_squares(X, y, w):
    n = len(y)
    r = X @ w - y
    loss = np.sum(r**2) / n
    gradient = X.T @ r / n
    return loss, gradient


# %% single column_minus_vector: subtracts the vector y from a column of predictions, so that the residuals are an (n, n) matrix of all differences
def least_squares(X, y, w):
    n = X.shape[0]
    predictions = X @ w.reshape(-1, 1)
    residuals = predictions - y
    loss = np.sum(residuals**2) / (2 * n)
    gradient = np.sum(X.T @ residuals, axis=1) / n
    return loss, gradient


# %% single gradient_summed: the gradient is a sum over the points and not their mean, while the loss is right
def least_squares(X, y, w):
    residual = X @ w - y
    loss = 0.5 * np.mean(residual**2)
    gradient = X.T @ residual
    return loss, gradient


# %% whole number_of_coordinates: takes the number of columns d for the number of points n (the shape is unpacked the wrong way round), so that loss and gradient are divided by d
def residuals(X, y, w):
    return np.dot(X, w) - y


def least_squares(X, y, w):
    d, n = X.shape
    r = residuals(X, y, w)

    loss = np.dot(r, r) / (2.0 * n)
    gradient = np.dot(X.T, r) / n

    return loss, gradient


# %% whole square_of_the_sum: adds the residuals up first and squares their sum, in place of summing the squares, in the loss; the gradient is JAX's gradient of that loss
def loss_function(w, X, y):
    error = 0.0
    for x_i, y_i in zip(X, y):
        error = error + (jnp.dot(x_i, w) - y_i)
    return error ** 2 / (2 * len(X))


def least_squares(X, y, w):
    # JAX does the differentiation
    loss, grad = jax.value_and_grad(loss_function)(jnp.asarray(w), jnp.asarray(X), jnp.asarray(y))
    return loss, grad
