import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single gradient_of_sum: The gradient of the least squares is not divided by n, while the objective is a mean.
def soft_threshold(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def ista(X, y, lam, alpha, max_its, w):
    """Return (ws, objectives) of the proximal gradient method for the lasso."""
    n = len(y)

    def F(w):
        return np.sum((X @ w - y) ** 2) / (2 * n) + lam * np.sum(np.abs(w))

    ws, objectives = [w], [F(w)]
    for _ in range(max_its):
        gradient = X.T @ (X @ w - y)
        w = soft_threshold(w - alpha * gradient, alpha * lam)
        ws.append(w)
        objectives.append(F(w))
    return ws, objectives


# %% single squared_norm_in_objective: The objective has the squared 2-norm of w, as in ridge regression, in place of the 1-norm; the points are right.
def soft(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0.0)


def objective(X, y, lam, w):
    r = X @ w - y
    return r @ r / (2 * len(y)) + lam * np.dot(w, w)


def ista(X, y, lam, alpha, max_its, w):
    ws = [w]
    for k in range(max_its):
        gradient = X.T @ (X @ ws[-1] - y) / len(y)
        ws.append(soft(ws[-1] - alpha * gradient, alpha * lam))
    return ws, [objective(X, y, lam, v) for v in ws]


# %% single sign_of_old_point: The shrunken magnitude gets the sign of the old point w and not that of the point after the gradient step, so that a component that starts at 0 stays there and one that crosses 0 is put on the wrong side.
def ista(X, y, lam, alpha, max_its, w):
    n = X.shape[0]
    F = lambda w: 0.5 / n * np.sum((X @ w - y) ** 2) + lam * np.sum(np.abs(w))
    ws = [w]
    objectives = [F(w)]
    for _ in range(max_its):
        v = w - alpha / n * X.T @ (X @ w - y)
        w = np.sign(w) * np.maximum(np.abs(v) - alpha * lam, 0)
        ws.append(w)
        objectives.append(F(w))
    return ws, objectives


# %% whole subgradient_steps: The method takes subgradient steps, with lam times the sign of w added to the gradient, in place of soft thresholding.
def lasso_value(X, y, lam, w):
    residual = X.dot(w) - y
    return np.mean(residual**2) / 2 + lam * np.linalg.norm(w, 1)


def lasso_gradient(X, y, lam, w):
    residual = X.dot(w) - y
    smooth = X.T.dot(residual) / len(residual)
    nonsmooth = lam * np.sign(w)  # the derivative of |w|
    return smooth + nonsmooth


def ista(X, y, lam, alpha, max_its, w):
    w = np.array(w, dtype=float)
    points = [w.copy()]
    values = [lasso_value(X, y, lam, w)]
    for step in range(max_its):
        w -= alpha * lasso_gradient(X, y, lam, w)
        points.append(w.copy())
        values.append(lasso_value(X, y, lam, w))
    return points, values


# %% whole hard_threshold: Components above the threshold are kept as they are, without being shrunk (hard thresholding), and the squares of the objective are not halved.
def threshold(v, t):
    out = np.zeros(len(v))
    for j in range(len(v)):
        # small ones become zero
        if abs(v[j]) > t:
            out[j] = v[j]
    return out


def ista(X, y, lam, alpha, max_its, w):
    n, d = X.shape
    ws = np.zeros((max_its + 1, d))
    objectives = np.zeros(max_its + 1)
    ws[0] = w
    for k in range(1, max_its + 1):
        err = X @ ws[k - 1] - y
        grad = np.zeros(d)
        for i in range(n):
            grad += err[i] * X[i]
        grad /= n
        ws[k] = threshold(ws[k - 1] - alpha * grad, alpha * lam)
    for k in range(max_its + 1):
        objectives[k] = 1 / n * np.linalg.norm(X @ ws[k] - y) ** 2 + lam * np.sum(np.abs(ws[k]))
    return ws, objectives
