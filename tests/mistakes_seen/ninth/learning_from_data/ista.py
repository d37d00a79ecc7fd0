import numpy as np

# %% single threshold_without_steplength: the threshold is lam and not alpha times lam
def soft_threshold(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def ista(X, y, lam, alpha, max_its, w):
    n = len(y)

    def F(w):
        return np.sum((X @ w - y) ** 2) / (2 * n) + lam * np.sum(np.abs(w))

    ws = [w]
    objectives = [F(w)]
    for k in range(max_its):
        grad = X.T @ (X @ w - y) / n
        w = soft_threshold(w - alpha * grad, lam)
        ws.append(w)
        objectives.append(F(w))
    return ws, objectives

# %% whole penalty_in_gradient_and_prox: the 1-norm is counted twice, with its sign in the gradient and again in the soft thresholding
class Lasso:
    def __init__(self, X, y, lam):
        self.X, self.y, self.lam = X, y, lam
        self.n = X.shape[0]

    def objective(self, w):
        r = self.X @ w - self.y
        return r @ r / (2 * self.n) + self.lam * np.linalg.norm(w, 1)

    def gradient(self, w):
        r = self.X @ w - self.y
        return self.X.T @ r / self.n + self.lam * np.sign(w)

    def prox(self, z, alpha):
        out = np.zeros_like(z)
        t = alpha * self.lam
        for j in range(len(z)):
            if z[j] > t:
                out[j] = z[j] - t
            elif z[j] < -t:
                out[j] = z[j] + t
        return out


def ista(X, y, lam, alpha, max_its, w):
    problem = Lasso(X, y, lam)
    path = [np.array(w, dtype=float)]
    for _ in range(max_its):
        old = path[-1]
        path.append(problem.prox(old - alpha * problem.gradient(old), alpha))
    return path, [problem.objective(p) for p in path]
