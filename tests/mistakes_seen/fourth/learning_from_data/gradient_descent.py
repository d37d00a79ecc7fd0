import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single tests_after_the_step: the norm of the gradient is tested after the step with the gradient at the point before it, in place of before the step, so that one step too many is taken (also from a start that is good enough already)
def gradient_descent(X, y, w, alpha, tol, max_its):
    n = len(y)
    losses = [np.sum((X @ w - y) ** 2) / (2 * n)]
    for _ in range(max_its):
        gradient = X.T @ (X @ w - y) / n
        w = w - alpha * gradient
        losses.append(np.sum((X @ w - y) ** 2) / (2 * n))
        if np.linalg.norm(gradient) <= tol:
            break
    return w, losses


# %% single gradient_is_a_sum: the gradient is the sum over the points, X^T (X w - y), in place of the mean, divided by n
def gradient_descent(X, y, w, alpha, tol, max_its):
    n = X.shape[0]

    def loss(w):
        return np.sum((X @ w - y) ** 2) / (2 * n)

    losses = [loss(w)]
    for k in range(max_its):
        gradient = X.T @ (X @ w - y)
        if np.linalg.norm(gradient) <= tol:
            break
        w = w - alpha * gradient
        losses.append(loss(w))
    return w, losses


# %% whole stops_by_change_of_loss: it stops when the loss has changed by no more than tol in a step, in place of when the norm of the gradient is at most tol before a step
def residuals(X, y, w):
    return [sum(X[i][j] * w[j] for j in range(len(w))) - y[i] for i in range(len(y))]


def half_mean_square(r):
    return float(sum(e * e for e in r) / (2.0 * len(r)))


def slope(X, r):
    n, d = len(X), len(X[0])
    return [sum(X[i][j] * r[i] for i in range(n)) / n for j in range(d)]


def gradient_descent(X, y, w, alpha, tol, max_its):
    w = [float(c) for c in w]
    r = residuals(X, y, w)
    losses = [half_mean_square(r)]
    steps = 0
    while steps < max_its:
        s = slope(X, r)
        w = [a - alpha * b for a, b in zip(w, s)]
        r = residuals(X, y, w)
        losses.append(half_mean_square(r))
        steps += 1
        if abs(losses[-2] - losses[-1]) <= tol:
            break
    return np.array(w), losses


# %% whole last_loss_missing: the losses are recorded only where a step follows, so that the loss of the last point is missing (K entries, none if the start is good enough), in place of K + 1 entries
def gradient_descent(X, y, w, alpha, tol, max_its):
    def f(p):
        return 0.5 * jnp.mean((jnp.dot(X, p) - y) ** 2)

    f_df = jax.jit(jax.value_and_grad(f))
    point = jnp.asarray(w)
    losses = []
    while True:
        value, df = f_df(point)
        good_enough = bool(jnp.sqrt(jnp.sum(df * df)) <= tol)
        if good_enough or len(losses) == max_its:
            return point, losses
        losses.append(float(value))
        point = point - alpha * df
