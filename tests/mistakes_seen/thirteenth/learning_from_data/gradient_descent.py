import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single square_of_the_norm_compared: the squared norm of the gradient is compared with tol
def gradient_descent(X, y, w, alpha, tol, max_its):
    n = len(y)
    residual = X @ w - y
    losses = [residual @ residual / (2 * n)]
    for _ in range(max_its):
        grad = X.T @ residual / n
        if np.sum(grad**2) <= tol:
            break
        w = w - alpha * grad
        residual = X @ w - y
        losses.append(residual @ residual / (2 * n))
    return w, losses


# %% whole asks_after_the_step: the gradient is compared with tol only after the step along it was taken, one step too many, and the gradient has the factor 2/n
class LeastSquares:
    def __init__(self, X, y):
        self.X, self.y, self.n = X, y, len(y)

    def loss(self, w):
        return np.sum((self.X @ w - self.y) ** 2) / (2 * self.n)

    def gradient(self, w):
        # derivative of the square: 2 times the residual
        return 2 / self.n * self.X.T @ (self.X @ w - self.y)


def gradient_descent(X, y, w, alpha, tol, max_its):
    problem = LeastSquares(X, y)
    losses = [problem.loss(w)]
    steps, done = 0, False
    while not done and steps < max_its:
        d = problem.gradient(w)
        w = w - alpha * d
        losses.append(problem.loss(w))
        steps += 1
        done = np.linalg.norm(d) <= tol
    return w, losses
