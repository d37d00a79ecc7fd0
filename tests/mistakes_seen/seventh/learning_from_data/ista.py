import numpy as np


def least_squares(X, y, w):
    residuals = X @ w - y
    return residuals @ residuals / (2 * len(y)), X.T @ residuals / len(y)


def soft_threshold(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


# %% single euclidean_norm_in_objective: the objectives have the Euclidean norm of w in place of the 1-norm
def ista(X, y, lam, alpha, max_its, w):
    ws, objectives = [], []
    for k in range(max_its + 1):
        loss, gradient = least_squares(X, y, w)
        ws.append(w)
        objectives.append(loss + lam * np.linalg.norm(w))
        w = soft_threshold(w - alpha * gradient, alpha * lam)
    return ws, objectives


# %% whole accelerated_variant: FISTA is written: the step starts from a point that is extrapolated with momentum, and not from w itself
def ista(X, y, lam, alpha, max_its, w):
    def F(w):
        return 0.5 * np.mean((X.dot(w) - y) ** 2) + lam * np.abs(w).sum()

    old = np.array(w, dtype=float)
    z = old.copy()
    t = 1.0
    ws = [old]
    for _ in range(max_its):
        gradient = X.T.dot(X.dot(z) - y) / X.shape[0]
        new = soft_threshold(z - alpha * gradient, alpha * lam)
        t_next = (1 + np.sqrt(1 + 4 * t * t)) / 2
        z = new + (t - 1) / t_next * (new - old)
        old, t = new, t_next
        ws.append(new)
    return np.array(ws), np.array([F(v) for v in ws])
