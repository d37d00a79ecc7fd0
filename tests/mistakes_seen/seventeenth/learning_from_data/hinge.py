import numpy as np
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single gradient_is_a_sum: The data part of the subgradient is summed over the points and not divided by n (the loss is a mean).
def hinge(X, y, w, lam):
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins)) + lam / 2 * np.sum(w**2)
    active = margins < 1
    grad = -X.T @ (y * active) + lam * w
    return loss, grad


# %% single norm_not_squared: The loss has the norm of w and not its square, lam/2 * ||w||.
def hinge(X, y, w, lam):
    n = X.shape[0]
    margins = y * (X @ w)
    loss = np.sum(np.maximum(0, 1 - margins)) / n + lam / 2 * np.linalg.norm(w)
    grad = -X.T @ (y * (margins < 1)) / n + lam * w
    return loss, grad


# %% single wrong_label_only: In the subgradient only the points with a negative margin (the misclassified ones) count, and not all those with a margin below 1.
def hinge(X, y, w, lam):
    n, d = X.shape
    scores = X @ w
    loss = np.maximum(0, 1 - y * scores).mean() + 0.5 * lam * w @ w
    wrong = np.sign(scores) != y
    grad = -(X[wrong] * y[wrong][:, None]).sum(axis=0) / n + lam * w
    return loss, grad


# %% whole no_penalty_in_gradient: The subgradient lacks the term lam * w of the penalty.
def hinge_of_point(x, label, w):
    """loss and slope of one point"""
    s = 1 - label * np.dot(x, w)
    if s > 0:
        return s, -label * x
    return 0.0, np.zeros_like(w)


def hinge(X, y, w, lam):
    total = 0.0
    direction = np.zeros(len(w))
    for x, label in zip(X, y):
        l, d = hinge_of_point(x, label, w)
        total += l
        direction += d
    n = len(y)
    loss = total / n + lam * np.dot(w, w) / 2
    return loss, direction / n


# %% whole labels_mapped: The labels are taken for 0 and 1 and mapped with 2y - 1, so that the label -1 becomes -3.
def objective(w, X, t, lam):
    z = jnp.maximum(0.0, 1.0 - t * jnp.dot(X, w))
    return jnp.mean(z) + 0.5 * lam * jnp.sum(jnp.square(w))


def hinge(X, y, w, lam):
    # the svm wants labels -1 and +1
    t = 2 * y - 1
    value, slope = jax.value_and_grad(objective)(jnp.asarray(w, dtype=float), X, t, lam)
    return float(value), np.array(slope)
