import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single decay_without_alpha: the decay is not multiplied by the steplength alpha
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    gradient = jax.grad(g)
    m = jnp.zeros(np.shape(w))
    v = jnp.zeros(np.shape(w))
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        d = gradient(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        alpha_k = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - decay * w - alpha_k * m / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole decay_in_the_gradient: the decay is added to the gradient as an L2 penalty, so it goes through both averages
def penalized(g, decay):
    """g with weight decay"""

    def cost(w):
        return g(w) + decay / 2 * jnp.sum(jnp.asarray(w) ** 2)

    return cost


def adam_path(slope_of, alpha, beta1, beta2, eps, steps, w):
    mean, square = 0.0, 0.0
    yield w
    for k in range(1, steps + 1):
        s = slope_of(w)
        mean = beta1 * mean + (1 - beta1) * s
        square = beta2 * square + (1 - beta2) * s * s
        factor = (1 - beta2**k) ** 0.5 / (1 - beta1**k)
        w = w - alpha * factor * mean / (jnp.sqrt(square) + eps)
        yield w


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    slope_of = jax.grad(penalized(g, decay))
    ws = list(adam_path(slope_of, alpha, beta1, beta2, eps, max_its, w))
    return ws, [g(p) for p in ws]
