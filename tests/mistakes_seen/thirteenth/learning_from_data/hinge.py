import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single only_wrong_labels_pull: a point counts in the subgradient only where its margin is negative
def hinge(X, y, w, lam):
    n = len(y)
    margin = y * (X @ w)
    loss = np.maximum(0, 1 - margin).sum() / n + lam / 2 * np.sum(w**2)
    active = margin < 0
    subgradient = lam * w - X.T @ (active * y) / n
    return loss, subgradient


# %% whole length_not_squared: the penalty is lambda/2 times the length of w and not its square, in the loss and so in its gradient by JAX
def penalty(w, lam):
    return lam / 2 * jnp.linalg.norm(w)


def hinge_loss(w, X, y, lam):
    scores = jnp.dot(X, w)
    slack = jax.nn.relu(1 - y * scores)
    return jnp.mean(slack) + penalty(w, lam)


def hinge(X, y, w, lam):
    # let JAX do the derivative
    loss, grad = jax.value_and_grad(hinge_loss)(jnp.asarray(w), X, y, lam)
    return float(loss), np.array(grad)
