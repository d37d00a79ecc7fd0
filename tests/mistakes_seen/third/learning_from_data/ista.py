import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single threshold_without_alpha: the threshold of the soft thresholding is lam in place of alpha * lam
def soft_threshold(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def ista(X, y, lam, alpha, max_its, w):
    n = len(y)
    F = lambda w: np.sum((X @ w - y) ** 2) / (2 * n) + lam * np.sum(np.abs(w))
    ws, objectives = [w], [F(w)]
    for k in range(max_its):
        gradient = X.T @ (X @ w - y) / n
        w = soft_threshold(w - alpha * gradient, lam)
        ws.append(w)
        objectives.append(F(w))
    return ws, objectives


# %% single objective_without_the_1_norm: the objectives are the least squares alone, without lam times the 1-norm of w (the points are right)
def ista(X, y, lam, alpha, max_its, w):
    n = X.shape[0]
    ws = [w]
    for _ in range(max_its):
        v = ws[-1] - alpha / n * X.T @ (X @ ws[-1] - y)
        ws.append(np.sign(v) * np.maximum(np.abs(v) - alpha * lam, 0))
    objectives = [0.5 * np.mean((X @ p - y) ** 2) for p in ws]
    return ws, objectives


# %% whole penalty_in_the_gradient_too: the gradient of the step contains lam sign(w) in addition to the soft thresholding, so that the 1-norm counts twice in each step
def objective(X, y, lam, w):
    r = X.dot(w) - y
    return r.dot(r) / (2 * len(y)) + lam * abs(w).sum()


def objective_gradient(X, y, lam, w):
    r = X.dot(w) - y
    return X.T.dot(r) / len(y) + lam * np.sign(w)


def ista(X, y, lam, alpha, max_its, w):
    points = np.zeros((max_its + 1, len(w)))
    values = np.zeros(max_its + 1)
    points[0] = w
    values[0] = objective(X, y, lam, w)
    for k in range(1, max_its + 1):
        v = points[k - 1] - alpha * objective_gradient(X, y, lam, points[k - 1])
        for j in range(len(v)):
            if v[j] > alpha * lam:
                points[k, j] = v[j] - alpha * lam
            elif v[j] < -alpha * lam:
                points[k, j] = v[j] + alpha * lam
        values[k] = objective(X, y, lam, points[k])
    return points, values


# %% whole hard_threshold_and_no_half: two slips: components below the threshold are set to 0 and the others are kept as they are (hard thresholding), in place of being moved towards 0 by alpha * lam; and the least squares in the objectives are divided by n in place of 2n
def shrink(v, t):
    out = []
    for x in v:
        if abs(x) <= t:
            out.append(0.0)
        else:
            out.append(x)
    return np.array(out)


def ista(X, y, lam, alpha, max_its, w):
    n = len(y)
    ws = [w.copy()]
    objs = [np.linalg.norm(X @ w - y) ** 2 / n + lam * np.linalg.norm(w, 1)]
    it = 0
    while it < max_its:
        w = shrink(w - alpha * (X.T @ (X @ w - y)) / n, alpha * lam)
        ws.append(w.copy())
        objs.append(np.linalg.norm(X @ w - y) ** 2 / n + lam * np.linalg.norm(w, 1))
        it += 1
    return ws, objs
