import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single threshold_is_lam: the threshold of the soft thresholding is lam in place of alpha * lam
def ista(X, y, lam, alpha, max_its, w):
    n = len(y)

    def soft(v, t):
        return np.sign(v) * np.maximum(np.abs(v) - t, 0)

    def F(w):
        return np.sum((X @ w - y) ** 2) / (2 * n) + lam * np.sum(np.abs(w))

    ws, objectives = [w], [F(w)]
    for _ in range(max_its):
        gradient = X.T @ (X @ w - y) / n
        w = soft(w - alpha * gradient, lam)
        ws.append(w)
        objectives.append(F(w))
    return ws, objectives


# %% single objective_without_norm: the objectives are the least squares alone, in place of with lam times the 1-norm of w added
def ista(X, y, lam, alpha, max_its, w):
    n = X.shape[0]
    ws = [w]
    objectives = [np.sum((X @ w - y) ** 2) / (2 * n)]
    for k in range(max_its):
        v = w - alpha * X.T @ (X @ w - y) / n
        w = np.sign(v) * np.maximum(np.abs(v) - alpha * lam, 0)
        ws.append(w)
        objectives.append(np.sum((X @ w - y) ** 2) / (2 * n))
    return ws, objectives


# %% whole subgradient_method: it takes subgradient steps on the whole objective, w - alpha (grad f(w) + lam sign(w)), in place of proximal steps with soft thresholding
class Lasso:
    def __init__(self, X, y, lam):
        self.X = X
        self.y = y
        self.lam = lam
        self.n = float(len(y))

    def value(self, w):
        r = self.X.dot(w) - self.y
        return r.dot(r) / (2 * self.n) + self.lam * np.linalg.norm(w, 1)

    def slope(self, w):
        r = self.X.dot(w) - self.y
        return self.X.T.dot(r) / self.n + self.lam * np.sign(w)


def ista(X, y, lam, alpha, max_its, w):
    problem = Lasso(X, y, lam)
    ws = np.zeros((max_its + 1, len(w)))
    ws[0] = w
    for k in range(max_its):
        ws[k + 1] = ws[k] - alpha * problem.slope(ws[k])
    objectives = [problem.value(p) for p in ws]
    return ws, objectives


# %% whole threshold_before_step: the soft thresholding is applied to the old point, and then the gradient step is taken from the shrunk point, in place of thresholding the result of the gradient step
def shrink(number, t):
    if number > t:
        return number - t
    if number < -t:
        return number + t
    return 0.0


def predictions(X, w):
    return [sum(a * b for a, b in zip(row, w)) for row in X]


def lasso_cost(X, y, lam, w):
    squares = [(p - t) ** 2 for p, t in zip(predictions(X, w), y)]
    return sum(squares) / (2 * len(squares)) + lam * sum(abs(c) for c in w)


def slope_of_squares(X, y, w):
    errors = [p - t for p, t in zip(predictions(X, w), y)]
    return [sum(errors[i] * X[i][j] for i in range(len(errors))) / len(errors) for j in range(len(w))]


def ista(X, y, lam, alpha, max_its, w):
    point = [float(c) for c in w]
    ws, objectives = [point], [lasso_cost(X, y, lam, point)]
    for _ in range(max_its):
        point = [shrink(c, alpha * lam) for c in point]
        s = slope_of_squares(X, y, point)
        point = [c - alpha * d for c, d in zip(point, s)]
        ws.append(point)
        objectives.append(lasso_cost(X, y, lam, point))
    return ws, objectives
