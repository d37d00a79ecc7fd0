import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single only_wrong_labels: a point counts in the subgradient where its margin is below 0 (its label is wrong) in place of below 1
def hinge(X, y, w, lam):
    n = len(y)
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins)) + lam / 2 * np.sum(w**2)
    active = margins < 0
    subgradient = -(X.T @ (active * y)) / n + lam * w
    return loss, subgradient


# %% single half_left_in_the_gradient: the regularizer's part of the subgradient is lam / 2 * w in place of lam * w
def hinge(X, y, w, lam):
    margins = y * (X @ w)
    loss = np.maximum(0, 1 - margins).mean() + lam / 2 * (w @ w)
    subgradient = -X.T @ np.where(margins < 1, y, 0.0) / len(y) + lam / 2 * w
    return loss, subgradient


# %% whole mean_over_active_points: the loss and the subgradient are divided by the number of points with a margin below 1, in place of the number n of all points
def hinge(X, y, w, lam):
    total = 0.0
    pull = np.zeros(len(w))
    violators = 0
    for x_i, y_i in zip(X, y):
        margin = y_i * float(np.dot(x_i, w))
        if margin < 1.0:
            violators += 1
            total += 1.0 - margin
            pull -= y_i * x_i
    if violators > 0:
        total /= violators
        pull /= violators
    penalty = 0.5 * lam * sum(c**2 for c in w)
    return total + penalty, pull + lam * np.array(w)


# %% whole squared_hinge: it takes the squared hinge loss, the mean of max(0, 1 - margin)^2, with its gradient, in place of the hinge loss, the mean of max(0, 1 - margin)
def penalty(w, lam):
    return 0.5 * lam * jnp.dot(w, w)


def one_point(w, x, label):
    gap = 1.0 - label * jnp.dot(x, w)
    return jax.nn.relu(gap) ** 2


def objective(w, X, y, lam):
    values = jax.vmap(one_point, in_axes=(None, 0, 0))(w, X, y)
    return jnp.mean(values) + penalty(w, lam)


def hinge(X, y, w, lam):
    loss, subgradient = jax.value_and_grad(objective)(w, X, y, lam)
    return float(loss), subgradient
