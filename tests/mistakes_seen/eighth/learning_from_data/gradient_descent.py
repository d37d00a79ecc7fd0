import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def least_squares(X, y, w):
    residuals = X @ w - y
    return residuals @ residuals / (2 * len(y)), X.T @ residuals / len(y)

# %% single squared_norm: the stopping rule compares the squared norm of the gradient with tol, where the norm itself was asked for, so it stops too early
def gradient_descent(X, y, w, alpha, tol, max_its):
    loss, gradient = least_squares(X, y, w)
    losses = [loss]
    while gradient @ gradient > tol and len(losses) <= max_its:
        w = w - alpha * gradient
        loss, gradient = least_squares(X, y, w)
        losses.append(loss)
    return w, losses

# %% whole stops_by_the_loss: it stops when the loss changes by no more than tol from one step to the next, and does not look at the norm of the gradient
def mse_half(X, y, w):
    return 0.5 * np.mean((X.dot(w) - y) ** 2)


def gradient_descent(X, y, w, alpha, tol, max_its):
    n = X.shape[0]
    losses = [mse_half(X, y, w)]
    for _ in range(max_its):
        slope = X.T.dot(X.dot(w) - y) / n
        w = w - alpha * slope
        losses.append(mse_half(X, y, w))
        # converged
        if abs(losses[-2] - losses[-1]) <= tol:
            break
    return w, np.array(losses)
