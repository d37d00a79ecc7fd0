import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single only_wrong_labels_count: a point counts in the subgradient where its margin is below 0 in place of below 1 (the loss is right)
def hinge(X, y, w, lam):
    n = len(y)
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins)) + lam / 2 * np.sum(w**2)
    active = margins < 0
    subgradient = -X[active].T @ y[active] / n + lam * w
    return loss, subgradient


# %% single norm_not_squared: the loss has lam / 2 times the norm of w in place of the squared norm (the subgradient is right)
def hinge(X, y, w, lam):
    m = y * X.dot(w)
    loss = np.maximum(0, 1 - m).mean() + lam / 2 * np.linalg.norm(w)
    sub = lam * w - (X * (y * (m < 1))[:, None]).mean(axis=0)
    return loss, sub


# %% whole mean_over_the_active_points: the sums of the hinge terms in the loss and in the subgradient are divided by the number of points with a margin below 1 in place of n
def hinge(X, y, w, lam):
    total = 0.0
    direction = np.zeros(len(w))
    count = 0
    for xi, yi in zip(X, y):
        margin = yi * np.dot(xi, w)
        if margin < 1:
            total += 1 - margin
            direction -= yi * xi
            count += 1
    if count > 0:
        total /= count
        direction /= count
    return total + 0.5 * lam * np.dot(w, w), direction + lam * w


# %% whole no_label_and_no_regularizer: two slips in the subgradient: an active point contributes -x_i in place of -y_i x_i, and the term lam w is missing (the loss is right)
def hinge(X, y, w, lam):
    n = X.shape[0]
    losses = [max(0.0, 1 - y[i] * (X[i] @ w)) for i in range(n)]
    loss = sum(losses) / n + lam / 2 * (w @ w)
    subgradient = sum((-X[i] if losses[i] > 0 else 0 * X[i]) for i in range(n)) / n
    return loss, subgradient
