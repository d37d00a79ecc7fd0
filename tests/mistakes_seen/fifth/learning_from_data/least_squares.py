import jax
import jax.numpy as jnp
import numpy as np


# %% single columns_for_points: n is taken to be the number of columns of X (the coordinates d) in place of the number of rows (the points)
def least_squares(X, y, w):
    n = X.shape[1]
    r = X @ w - y
    return (r @ r) / (2 * n), X.T @ r / n


# %% single norm_not_squared: the loss has the norm of the residual in place of its square, ||Xw - y|| / (2n)
def least_squares(X, y, w):
    n = len(y)
    residual = X @ w - y
    loss = np.linalg.norm(residual) / (2 * n)
    gradient = X.T @ residual / n
    return loss, gradient


# %% whole centred: the columns of X and the targets are centred (their means subtracted) before the residuals are formed, as if there were an intercept
def centre(A):
    return A - jnp.mean(A, axis=0)


def least_squares(X, y, w):
    Xc = centre(jnp.asarray(X))
    yc = centre(jnp.asarray(y))

    def half_mse(v):
        return 0.5 * jnp.mean(jnp.square(jnp.dot(Xc, v) - yc))

    value, slope = jax.value_and_grad(half_mse)(jnp.asarray(w))
    return value, slope


# %% whole last_point_gradient: the gradient keeps the part of the last point alone, because it is overwritten and not added up in the loop, and the loss lacks the factor 1/2
def least_squares(X, y, w):
    n, d = X.shape
    total = 0.0
    grad = np.zeros(d)
    for i in range(n):
        prediction = 0.0
        for j in range(d):
            prediction += X[i, j] * w[j]
        err = prediction - y[i]
        total += err ** 2
        for j in range(d):
            grad[j] = err * X[i, j]
    return total / n, grad / n
