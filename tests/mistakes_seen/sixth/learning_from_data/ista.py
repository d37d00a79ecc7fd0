import numpy as np


def least_squares(X, y, w):
    residuals = X @ w - y
    return residuals @ residuals / (2 * len(y)), X.T @ residuals / len(y)


def soft_threshold(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


# %% single threshold_before_the_step: the old point is thresholded first and the gradient step is made after it, in place of thresholding the point that the step has reached
def ista(X, y, lam, alpha, max_its, w):
    ws = [w]
    objectives = [least_squares(X, y, w)[0] + lam * np.sum(np.abs(w))]
    for _ in range(max_its):
        loss, gradient = least_squares(X, y, w)
        w = soft_threshold(w, alpha * lam) - alpha * gradient
        ws.append(w)
        objectives.append(least_squares(X, y, w)[0] + lam * np.sum(np.abs(w)))
    return ws, objectives


# %% whole subgradient_method: the steps are those of the subgradient method, with lam times the sign of w added to the gradient, and nothing is thresholded
class Lasso:
    def __init__(self, X, y, lam):
        self.X, self.y, self.lam = X, y, lam
        self.n = X.shape[0]

    def objective(self, w):
        r = self.y - self.X @ w
        return 0.5 * np.mean(r**2) + self.lam * np.abs(w).sum()

    def slope(self, w):
        r = self.y - self.X @ w
        return -(self.X.T @ r) / self.n + self.lam * np.sign(w)


def ista(X, y, lam, alpha, max_its, w):
    problem = Lasso(X, y, lam)
    path = np.empty((max_its + 1, len(w)))
    path[0] = w
    for k in range(1, max_its + 1):
        path[k] = path[k - 1] - alpha * problem.slope(path[k - 1])
    return path, [problem.objective(p) for p in path]
