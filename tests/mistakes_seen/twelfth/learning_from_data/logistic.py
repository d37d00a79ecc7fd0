import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single loss_for_labels_plus_minus_one: the loss is log(1 + exp(-y s)), the formula for labels -1 and 1, though the labels are 0 and 1 (the gradient is right)
def logistic(X, y, w):
    scores = X @ w
    loss = np.mean(np.logaddexp(0, -y * scores))
    probabilities = np.exp(-np.logaddexp(0, -scores))
    return loss, X.T @ (probabilities - y) / len(y)


# %% whole only_label_one_counts_and_clipped: the cross-entropy has the term y log(p) alone, without (1 - y) log(1 - p), in the loss and so in its gradient by JAX; and the probabilities are clipped at 1e-10, so the loss of a very wrong score is 23 at most
TINY = 1e-10


def sigmoid(z):
    return jax.nn.sigmoid(z)


def cross_entropy(w, X, y):
    p = sigmoid(jnp.dot(X, w))
    p = jnp.clip(p, TINY, 1 - TINY)  # log(0) is -inf!
    return -jnp.mean(y * jnp.log(p))


def logistic(X, y, w):
    # JAX differentiates by the first argument
    loss, gradient = jax.value_and_grad(cross_entropy)(jnp.asarray(w), X, y)
    return float(loss), np.asarray(gradient)
