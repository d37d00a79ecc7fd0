import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def least_squares(X, y, w):
    r = X @ w - y
    return r @ r / (2 * len(y)), X.T @ r / len(y)


def soft_threshold(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)

# %% single threshold_lam: the threshold is lam and not alpha lam
def ista(X, y, lam, alpha, max_its, w):
    F = lambda w: least_squares(X, y, w)[0] + lam * np.sum(np.abs(w))
    ws, fs = [w], [F(w)]
    for _ in range(max_its):
        w = soft_threshold(w - alpha * least_squares(X, y, w)[1], lam)
        ws.append(w)
        fs.append(F(w))
    return ws, fs

# %% single objective_without_norm: the objectives are the least squares alone
def ista(X, y, lam, alpha, max_its, w):
    ws, objectives = [w], []
    for _ in range(max_its):
        f, d = least_squares(X, y, w)
        objectives.append(f)
        w = soft_threshold(w - alpha * d, alpha * lam)
        ws.append(w)
    objectives.append(least_squares(X, y, w)[0])
    return ws, objectives

# %% single threshold_before_step: w is thresholded before the gradient step is taken
def ista(X, y, lam, alpha, max_its, w):
    ws = [w]
    for _ in range(max_its):
        w = soft_threshold(w, alpha * lam) - alpha * least_squares(X, y, w)[1]
        ws.append(w)
    return ws, [least_squares(X, y, v)[0] + lam * np.abs(v).sum() for v in ws]

# %% single norm_2: the objective has the Euclidean norm of w
def ista(X, y, lam, alpha, max_its, w):
    def objective(w):
        return least_squares(X, y, w)[0] + lam * np.linalg.norm(w)
    ws = [w]
    for _ in range(max_its):
        _, grad = least_squares(X, y, w)
        w = soft_threshold(w - alpha * grad, alpha * lam)
        ws.append(w)
    return ws, [objective(w) for w in ws]

# %% single no_threshold_of_negative: the threshold is max(v - t, 0), so that negative weights vanish
def ista(X, y, lam, alpha, max_its, w):
    def prox(v):
        return np.maximum(v - alpha * lam, 0)
    ws, fs = [w], [least_squares(X, y, w)[0] + lam * np.sum(abs(w))]
    for _ in range(max_its):
        w = prox(w - alpha * least_squares(X, y, w)[1])
        ws.append(w)
        fs.append(least_squares(X, y, w)[0] + lam * np.sum(abs(w)))
    return ws, fs

# %% whole subgradient_descent: subgradient steps with lam sign(w) in place of the proximal step
def ista(X, y, lam, alpha, max_its, w):
    n = len(y)
    history = [w.copy()]
    for k in range(max_its):
        grad = X.T @ (X @ w - y) / n + lam * np.sign(w)
        w = w - alpha * grad
        history.append(w.copy())
    obj = [np.sum((X @ v - y) ** 2) / (2 * n) + lam * np.linalg.norm(v, 1) for v in history]
    return history, obj

# %% whole fista: with Nesterov's momentum, as in FISTA
def ista(X, y, lam, alpha, max_its, w):
    z = w
    t = 1.0
    ws = [w]
    for k in range(max_its):
        new = soft_threshold(z - alpha * least_squares(X, y, z)[1], alpha * lam)
        t_new = (1 + np.sqrt(1 + 4 * t**2)) / 2
        z = new + (t - 1) / t_new * (new - w)
        w, t = new, t_new
        ws.append(w)
    objectives = []
    for v in ws:
        objectives.append(least_squares(X, y, v)[0] + lam * np.sum(np.abs(v)))
    return ws, objectives

# %% whole hard_and_in_place: hard thresholding (small ones to 0, others stay), a sum in place of a mean, in place so that rows are aliased
def ista(X, y, lam, alpha, max_its, w):
    def obj(u):
        return 0.5 * np.sum((X @ u - y) ** 2) + lam * np.sum(np.abs(u))
    ws, vals = [w], [obj(w)]
    for it in range(max_its):
        w -= alpha * (X.T @ (X @ w - y))
        w[np.abs(w) < alpha * lam] = 0.0
        ws.append(w)
        vals.append(obj(w))
    return ws, vals
