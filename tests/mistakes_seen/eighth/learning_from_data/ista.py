import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


def least_squares(X, y, w):
    residuals = X @ w - y
    return residuals @ residuals / (2 * len(y)), X.T @ residuals / len(y)


def soft_threshold(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)

# %% single threshold_without_alpha: the soft threshold is lam in place of alpha * lam
def ista(X, y, lam, alpha, max_its, w):
    def objective(w):
        return least_squares(X, y, w)[0] + lam * np.sum(np.abs(w))

    ws = [w]
    for _ in range(max_its):
        w = soft_threshold(w - alpha * least_squares(X, y, w)[1], lam)
        ws.append(w)
    return ws, [objective(w) for w in ws]

# %% whole shrinks_first: each step shrinks the point by the soft threshold first and takes the gradient step after it, where the gradient step comes first and then the shrinking
class Lasso:
    def __init__(self, X, y, lam):
        self.X, self.y, self.lam = X, y, lam
        self.n = len(y)

    def value(self, w):
        r = self.X @ w - self.y
        return np.dot(r, r) / (2 * self.n) + self.lam * np.abs(w).sum()

    def smooth_gradient(self, w):
        return self.X.T @ (self.X @ w - self.y) / self.n

    @staticmethod
    def shrink(w, amount):
        return np.where(w > amount, w - amount, np.where(w < -amount, w + amount, 0.0))


def ista(X, y, lam, alpha, max_its, w):
    problem = Lasso(X, y, lam)
    ws = np.zeros((max_its + 1, len(w)))
    ws[0] = w
    for k in range(max_its):
        half_way = problem.shrink(ws[k], alpha * lam)
        ws[k + 1] = half_way - alpha * problem.smooth_gradient(half_way)
    return ws, np.array([problem.value(row) for row in ws])
