import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single squared_norm: the squared norm of the gradient is compared with tol, without the root, so it stops at another step
def gradient_descent(X, y, w, alpha, tol, max_its):
    n = len(y)
    losses = [np.sum((X @ w - y) ** 2) / (2 * n)]
    for _ in range(max_its):
        grad = X.T @ (X @ w - y) / n
        if np.sum(grad**2) <= tol:
            break
        w = w - alpha * grad
        losses.append(np.sum((X @ w - y) ** 2) / (2 * n))
    return w, losses


# %% single step_before_test: the norm is tested after the step with the gradient of the point just left, so one step too many is taken
def gradient_descent(X, y, w, alpha, tol, max_its):
    n = X.shape[0]
    r = X @ w - y
    losses = [r @ r / (2 * n)]
    for k in range(max_its):
        grad = X.T @ r / n
        w = w - alpha * grad
        r = X @ w - y
        losses.append(r @ r / (2 * n))
        if np.linalg.norm(grad) <= tol:
            break
    return w, losses


# %% single largest_component: the largest absolute component of the gradient is compared with tol instead of the Euclidean norm, so it can stop too early
def gradient_descent(X, y, w, alpha, tol, max_its):
    def f(w):
        return 0.5 * jnp.mean((X @ w - y) ** 2)

    losses = [f(w)]
    k = 0
    grad = jax.grad(f)(w)
    while k < max_its and jnp.max(jnp.abs(grad)) > tol:
        w = w - alpha * grad
        losses.append(f(w))
        grad = jax.grad(f)(w)
        k += 1
    return w, losses


# %% whole stops_on_loss_change: it stops when the loss changes by no more than tol from one step to the next, instead of testing the norm of the gradient before the step
def predict(X, w):
    return np.dot(X, w)


def loss_fn(X, y, w):
    diff = predict(X, w) - y
    return np.mean(diff**2) / 2


def grad_fn(X, y, w):
    diff = predict(X, w) - y
    g = np.zeros(X.shape[1])
    for i in range(X.shape[0]):
        g += diff[i] * X[i]
    return g / X.shape[0]


def has_converged(losses, tol):
    if len(losses) < 2:
        return False
    return abs(losses[-1] - losses[-2]) <= tol


def gradient_descent(X, y, w, alpha, tol, max_its):
    losses = [loss_fn(X, y, w)]
    its = 0
    while its < max_its and not has_converged(losses, tol):
        w = w - alpha * grad_fn(X, y, w)
        losses.append(loss_fn(X, y, w))
        its = its + 1
    return w, losses


# %% whole relative_tolerance: the norm of the gradient is compared with tol times the norm of the first gradient, a relative test, instead of tol itself
class LeastSquares:
    def __init__(self, X, y):
        self.X = X
        self.y = y
        self.n = X.shape[0]

    def value(self, w):
        res = self.X @ w - self.y
        return float(res @ res) / (2 * self.n)

    def slope(self, w):
        return self.X.T @ (self.X @ w - self.y) / self.n


def gradient_descent(X, y, w, alpha, tol, max_its):
    problem = LeastSquares(X, y)
    iterates = [np.array(w)]
    g0 = np.linalg.norm(problem.slope(w))
    # tolerance for this problem
    eps = tol * g0
    for k in range(max_its):
        d = problem.slope(iterates[-1])
        if np.linalg.norm(d) <= eps:
            break
        iterates.append(iterates[-1] - alpha * d)
    losses = [problem.value(v) for v in iterates]
    return iterates[-1], losses
