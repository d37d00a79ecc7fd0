import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single wrong_label_only: in the subgradient only points with a margin below 0 (a wrong label) count, instead of those with a margin below 1; the loss is right
def hinge(X, y, w, lam):
    n = len(y)
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins)) + lam / 2 * w @ w
    active = margins < 0
    subgradient = -X.T @ (y * active) / n + lam * w
    return loss, subgradient


# %% single no_half: the penalty in the loss is lam * ||w||^2, without the factor 1/2; the subgradient is right
def hinge(X, y, w, lam):
    n = len(y)
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins)) + lam * np.sum(w**2)
    active = margins < 1
    subgradient = -X.T @ (y * active) / n + lam * w
    return loss, subgradient


# %% single sum_in_gradient: in the subgradient the points are summed and not divided by n; the loss is a mean as it should be
def hinge(X, y, w, lam):
    margins = y * (X @ w)
    loss = np.mean(np.maximum(0, 1 - margins)) + lam / 2 * w @ w
    active = margins < 1
    subgradient = -X.T @ (y * active) + lam * w
    return loss, subgradient


# %% whole penalty_if_active: the gradient lam * w of the penalty is added only in the branch of the points with a margin below 1 and then divided by n, so it is too small by the share of those points
def hinge(X, y, w, lam):
    n, d = X.shape
    loss = 0.0
    sub = np.zeros(d)
    for i in range(n):
        xi = X[i]
        yi = y[i]
        margin = yi * np.dot(xi, w)
        if margin < 1:
            loss += 1 - margin
            sub += lam * w - yi * xi
    loss = loss / n
    sub = sub / n
    # regularization
    loss += 0.5 * lam * np.dot(w, w)
    return loss, sub


# %% whole norm_not_squared: the penalty takes the norm of w itself and not its square, in the loss and so in the gradient by JAX
def svm_loss(w, X, y, lam):
    scores = jnp.dot(X, w)
    slack = jax.nn.relu(1.0 - y * scores)
    penalty = 0.5 * lam * jnp.linalg.norm(w)
    return jnp.mean(slack) + penalty


def hinge(X, y, w, lam):
    value, grad_w = jax.value_and_grad(svm_loss)(w, X, y, lam)
    return float(value), np.array(grad_w)
