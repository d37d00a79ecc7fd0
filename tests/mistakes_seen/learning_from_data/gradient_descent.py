import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def least_squares(X, y, w):
    r = X @ w - y
    return r @ r / (2 * len(y)), X.T @ r / len(y)

# %% single squared_norm: the squared norm is compared with tol
def gradient_descent(X, y, w, alpha, tol, max_its):
    loss, d = least_squares(X, y, w)
    losses = [loss]
    for _ in range(max_its):
        if d @ d <= tol:
            break
        w = w - alpha * d
        loss, d = least_squares(X, y, w)
        losses.append(loss)
    return w, losses

# %% single checks_after_step: stops after the step with the small gradient and not before it
def gradient_descent(X, y, w, alpha, tol, max_its):
    losses = [least_squares(X, y, w)[0]]
    for _ in range(max_its):
        d = least_squares(X, y, w)[1]
        w = w - alpha * d
        losses.append(least_squares(X, y, w)[0])
        if np.linalg.norm(d) <= tol:
            break
    return w, losses

# %% single one_step_less: takes at most max_its - 1 steps
def gradient_descent(X, y, w, alpha, tol, max_its):
    loss, d = least_squares(X, y, w)
    losses = [loss]
    while np.linalg.norm(d) > tol and len(losses) < max_its:
        w = w - alpha * d
        loss, d = least_squares(X, y, w)
        losses.append(loss)
    return w, losses

# %% single step_length_rule: stops where the step alpha times the gradient is short
def gradient_descent(X, y, w, alpha, tol, max_its):
    loss, d = least_squares(X, y, w)
    losses = [loss]
    for _ in range(max_its):
        step = alpha * d
        if np.linalg.norm(step) <= tol:
            break
        w = w - step
        loss, d = least_squares(X, y, w)
        losses.append(loss)
    return w, losses

# %% single last_loss_missing: the loss of the last point is not in the list
def gradient_descent(X, y, w, alpha, tol, max_its):
    losses = []
    for _ in range(max_its):
        loss, d = least_squares(X, y, w)
        if np.linalg.norm(d) <= tol:
            break
        losses.append(loss)
        w = w - alpha * d
    return w, losses

# %% whole change_of_loss: stops where the loss changes by less than tol
def gradient_descent(X, y, w, alpha, tol, max_its):
    losses = [least_squares(X, y, w)[0]]
    k = 0
    while k < max_its:
        w = w - alpha * X.T @ (X @ w - y) / X.shape[0]
        losses.append(least_squares(X, y, w)[0])
        k += 1
        if abs(losses[-1] - losses[-2]) < tol:
            break
    return w, losses

# %% whole max_norm: the largest component is compared with tol (another norm); own loss without the half
def mse(X, y, w):
    return np.mean((X @ w - y) ** 2)

def gradient_descent(X, y, w, alpha, tol, max_its):
    history = [mse(X, y, w)]
    for i in range(max_its):
        residual = X @ w - y
        gradient = X.T @ residual / len(y)
        if np.abs(gradient).max() <= tol:
            print("converged after", i)
            return w, history
        w = w - alpha * gradient
        history.append(mse(X, y, w))
    return w, history

# %% whole tol_ignored: runs all steps whatever tol says and returns the best w
def gradient_descent(X, y, w, alpha, tol, max_its):
    ws = [w]
    for _ in range(max_its):
        loss, g = least_squares(X, y, ws[-1])
        ws.append(ws[-1] - alpha * g)
    losses = [least_squares(X, y, v)[0] for v in ws]
    return ws[int(np.argmin(losses))], losses
