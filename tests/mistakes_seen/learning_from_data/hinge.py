import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single only_wrong_points: only points with a negative margin count in the subgradient
def hinge(X, y, w, lam):
    m = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - m)) + lam / 2 * w @ w
    return loss, -X.T @ (y * (m < 0)) / len(y) + lam * w

# %% single no_half: the factor 1/2 at the squared norm is missing in the loss
def hinge(X, y, w, lam):
    m = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - m)) + lam * np.sum(w**2)
    return loss, -X.T @ (y * (m < 1)) / len(y) + lam * w

# %% single norm_not_squared: the norm of w is not squared in the loss
def hinge(X, y, w, lam):
    margins = y * X.dot(w)
    loss = np.maximum(0, 1 - margins).mean() + lam / 2 * np.linalg.norm(w)
    active = margins < 1
    return loss, -(X[active] * y[active][:, None]).sum(axis=0) / len(y) + lam * w

# %% single mean_of_active: the subgradient is averaged over the active points alone
def hinge(X, y, w, lam):
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins)) + lam / 2 * (w @ w)
    active = margins < 1
    count = max(int(active.sum()), 1)
    return loss, -X[active].T @ y[active] / count + lam * w

# %% single regularizer_missing_in_gradient: lam w is forgotten in the subgradient
def hinge(X, y, w, lam):
    n = len(y)
    loss, grad = lam / 2 * np.dot(w, w), np.zeros(len(w))
    for xi, yi in zip(X, y):
        if yi * np.dot(xi, w) < 1:
            loss += (1 - yi * np.dot(xi, w)) / n
            grad -= yi * xi / n
    return loss, grad

# %% whole sum_and_c: the form with C: 1/2 |w|^2 + sum of hinges times lam
def hinge(X, y, w, lam):
    xi = np.maximum(0, 1 - y * (X @ w))
    loss = 0.5 * np.dot(w, w) + lam * np.sum(xi)
    mask = (xi > 0).astype(float)
    grad = w - lam * X.T @ (mask * y)
    return loss, grad

# %% whole zero_one_labels: treats labels as 0 and 1 and converts them: 2y - 1, which makes 1 and -3 of them
def hinge(X, y, w, lam):
    # map labels to +-1
    t = 2 * y - 1
    margin = t * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margin)) + lam / 2 * np.sum(w * w)
    grad = np.zeros_like(w)
    for i in range(X.shape[0]):
        if margin[i] < 1:
            grad += -t[i] * X[i]
    grad = grad / X.shape[0] + lam * w
    return loss, grad

# %% whole squared_hinge_jax: the squared hinge loss, differentiated by JAX; the regularizer with lam alone
def hinge(X, y, w, lam):
    def f(w):
        h = jnp.maximum(0.0, 1.0 - y * (X @ w))
        return jnp.mean(h**2) + lam * jnp.sum(w**2)
    return f(w), jax.grad(f)(w)
