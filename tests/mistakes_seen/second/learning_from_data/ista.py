import numpy as np


def soft(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


# %% single mean_of_absolute_weights: the penalty in the objective is lam times the mean of |w_j|, not the sum
def ista(X, y, lam, alpha, max_its, w):
    n = len(y)

    def objective(w):
        return np.sum((X @ w - y) ** 2) / (2 * n) + lam * np.mean(np.abs(w))

    ws, objectives = [w], [objective(w)]
    for _ in range(max_its):
        w = soft(w - alpha * X.T @ (X @ w - y) / n, alpha * lam)
        ws.append(w)
        objectives.append(objective(w))
    return ws, objectives


# %% single sign_of_the_old_point: the shrunk step gets the sign of the old point w, not of the point v after the gradient step, so that a weight at 0 stays at 0
def ista(X, y, lam, alpha, max_its, w):
    n = X.shape[0]
    F = lambda w: 0.5 * np.mean((X @ w - y) ** 2) + lam * np.abs(w).sum()
    points = [w]
    for k in range(max_its):
        old = points[-1]
        v = old - alpha / n * X.T.dot(X.dot(old) - y)
        points.append(np.sign(old) * np.maximum(np.abs(v) - alpha * lam, 0))
    return points, [F(p) for p in points]


# %% single hard_threshold: hard thresholding: components below alpha lam become 0, the others stay as they are instead of moving towards 0 by alpha lam
def ista(X, y, lam, alpha, max_its, w):
    n, d = X.shape
    W = np.empty((max_its + 1, d))
    W[0] = w
    for k in range(1, max_its + 1):
        v = W[k - 1] - alpha * X.T @ (X @ W[k - 1] - y) / n
        W[k] = np.where(np.abs(v) > alpha * lam, v, 0.0)
    R = W @ X.T - y
    return W, (R**2).sum(axis=1) / (2 * n) + lam * np.abs(W).sum(axis=1)


# %% whole fista: the accelerated method: the gradient step starts from a point extrapolated by Nesterov's sequence t_k, not from the last point
def ista(X, y, lam, alpha, max_its, w):
    n = len(y)

    def F(w):
        r = X @ w - y
        return r @ r / (2 * n) + lam * np.linalg.norm(w, 1)

    ws = [w]
    z, t = w, 1.0
    for _ in range(max_its):
        w_new = soft(z - alpha * X.T @ (X @ z - y) / n, alpha * lam)
        t_new = (1 + np.sqrt(1 + 4 * t**2)) / 2
        z = w_new + (t - 1) / t_new * (w_new - w)
        w, t = w_new, t_new
        ws.append(w)
    return ws, [F(w) for w in ws]


# %% whole penalty_twice: the gradient step already contains the subgradient lam sign(w) of the penalty, and the soft threshold comes on top of it
def ista(X, y, lam, alpha, max_its, w):
    n = X.shape[0]
    ws = []
    objectives = []
    for k in range(max_its + 1):
        residual = X @ w - y
        ws.append(w.copy())
        objectives.append(np.sum(residual**2) / (2 * n) + lam * np.sum(np.abs(w)))
        gradient = X.T @ residual / n + lam * np.sign(w)
        w = soft(w - alpha * gradient, alpha * lam)
    return ws, objectives
