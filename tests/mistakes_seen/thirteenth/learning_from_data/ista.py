import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single threshold_without_alpha: the threshold is lambda instead of alpha lambda
def ista(X, y, lam, alpha, max_its, w):
    n = len(y)

    def F(w):
        r = X @ w - y
        return r @ r / (2 * n) + lam * np.abs(w).sum()

    ws, objectives = [w], [F(w)]
    for _ in range(max_its):
        v = w - alpha * X.T @ (X @ w - y) / n
        w = np.sign(v) * np.maximum(np.abs(v) - lam, 0)
        ws.append(w)
        objectives.append(F(w))
    return ws, objectives


# %% whole one_norm_twice_in_the_step: the gradient holds lambda sign(w) besides the soft thresholding, and the objectives lack the 1-norm
def shrink(v, t):
    out = np.zeros(len(v))
    out[v > t] = v[v > t] - t
    out[v < -t] = v[v < -t] + t
    return out


def lasso_gradient(X, y, w, lam):
    smooth = X.T @ (X @ w - y) / len(y)
    return smooth + lam * np.sign(w)


def half_mse(X, y, w):
    e = y - X @ w
    return 0.5 * np.mean(e**2)


def ista(X, y, lam, alpha, max_its, w):
    ws = [np.array(w)]
    objectives = [half_mse(X, y, w)]
    for k in range(max_its):
        new = shrink(ws[-1] - alpha * lasso_gradient(X, y, ws[-1], lam), alpha * lam)
        ws.append(new)
        objectives.append(half_mse(X, y, new))
    return ws, objectives
