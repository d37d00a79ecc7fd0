import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single loss_not_halved: the loss is the mean of the squares without the factor 1/2; the gradient is right
def least_squares(X, y, w):
    n = len(y)
    residual = X @ w - y
    loss = np.sum(residual**2) / n
    gradient = X.T @ residual / n
    return loss, gradient


# %% single gradient_is_sum: the gradient is not divided by n; the loss is right
def least_squares(X, y, w):
    n = len(y)
    residual = X @ w - y
    loss = residual @ residual / (2 * n)
    gradient = X.T @ residual
    return loss, gradient


# %% single gradient_sign: the residual is y - Xw, and the minus that then belongs before the gradient is missing, so the gradient has the opposite sign
def least_squares(X, y, w):
    n = X.shape[0]
    e = y - X @ w
    loss = 1 / (2 * n) * np.dot(e, e)
    gradient = 1 / n * X.T.dot(e)
    return loss, gradient


# %% whole rows_columns_swapped: the shape of X is unpacked the wrong way round, so the loss and the gradient are divided by the number of features d instead of the number of points n
def predict(X, w):
    return np.array([sum(x_j * w_j for x_j, w_j in zip(row, w)) for row in X])


def least_squares(X, y, w):
    d, n = X.shape
    y_hat = predict(X, w)
    diff = y_hat - y

    loss = 0
    for r in diff:
        loss += r ** 2
    loss = loss / (2 * n)

    grad = np.zeros_like(w)
    for r, row in zip(diff, X):
        grad += r * row
    grad /= n

    return loss, grad


# %% whole norm_not_squared: the loss is the Euclidean norm of the residuals over 2n, not its square, and the gradient is that of this other loss by JAX
def least_squares(X, y, w):
    X, y = jnp.array(X), jnp.array(y)

    def f(w):
        # 1/(2n) * ||Xw - y||
        return jnp.linalg.norm(X @ w - y) / (2 * X.shape[0])

    loss, gradient = jax.value_and_grad(f)(jnp.array(w))
    return loss, gradient
