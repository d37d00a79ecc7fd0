import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single sigmoid_of_minus_the_score: the sign in the exponent of the sigmoid is wrong, so that the gradient uses sigma(-z) in place of sigma(z)
def logistic(X, y, w):
    z = X @ w
    loss = (np.logaddexp(0, z) - y * z).mean()
    sigma = np.exp(-np.logaddexp(0, z))
    gradient = X.T @ (sigma - y) / X.shape[0]
    return loss, gradient


# %% whole formula_for_plus_minus_labels: the loss is log(1 + exp(-y z)), the formula for labels -1 and 1, though the labels are 0 and 1
def logistic(X, y, w):
    X, y, w = jnp.asarray(X), jnp.asarray(y, dtype=float), jnp.asarray(w)

    def cross_entropy(w):
        margins = y * jnp.dot(X, w)
        return jnp.mean(jax.nn.softplus(-margins))

    loss, gradient = jax.value_and_grad(cross_entropy)(w)
    return float(loss), np.asarray(gradient)
