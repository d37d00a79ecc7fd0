import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single norm_not_squared: the penalty in the loss is lam/2 times the norm of w, not times its square; the subgradient is that of the square
def hinge(X, y, w, lam):
    margins = y * (X @ w)
    loss = np.maximum(0, 1 - margins).mean() + lam / 2 * np.linalg.norm(w)
    active = margins < 1
    subgradient = -(X[active].T @ y[active]) / len(y) + lam * w
    return loss, subgradient


# %% single mean_over_active_points: the data part of the subgradient is the mean over the points with margin below 1, divided by their number and not by n
def hinge(X, y, w, lam):
    m = y * X.dot(w)
    loss = np.mean(np.where(m < 1, 1 - m, 0)) + 0.5 * lam * w.dot(w)
    sub = np.zeros_like(w)
    count = 0
    for i in range(X.shape[0]):
        if m[i] < 1:
            sub -= y[i] * X[i]
            count += 1
    if count > 0:
        sub /= count
    return loss, sub + lam * w


# %% single maximum_of_the_mean: the loss takes the maximum with 0 of the mean of 1 - margin, instead of the mean of the maxima, so points with large margins pay for others
def hinge(X, y, w, lam):
    slack = 1 - y * (X @ w)
    loss = max(0, slack.mean()) + lam / 2 * (w**2).sum()
    subgradient = lam * w - np.mean((slack > 0)[:, None] * y[:, None] * X, axis=0)
    return loss, subgradient


# %% whole squared_hinge: the squared hinge loss max(0, 1 - margin)^2 and its gradient by JAX, another loss of support vector machines
def hinge(X, y, w, lam):
    def f(w):
        slack = jnp.maximum(0.0, 1.0 - y * (X @ w))
        return jnp.mean(slack**2) + lam / 2 * jnp.sum(w**2)

    return jax.value_and_grad(f)(jnp.asarray(w))


# %% whole wrong_labels_and_free_intercept: two slips: only points with a wrong label (margin below 0) count in the subgradient, and w[0] is taken for an intercept and left out of the penalty in loss and subgradient
def hinge(X, y, w, lam):
    n = len(y)
    u = w.copy()
    u[0] = 0
    loss = 0
    grad = np.zeros(len(w))
    for x_i, y_i in zip(X, y):
        score = x_i @ w
        loss += max(0, 1 - y_i * score)
        if np.sign(score) != y_i:
            grad += -y_i * x_i
    return loss / n + lam / 2 * (u @ u), grad / n + lam * u
