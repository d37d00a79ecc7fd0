import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single decay_of_the_new_point: the decay is taken off after Adam's step, from the new point in place of the old one
def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    gradient = jax.grad(g)
    weight_history, cost_history = [w], [g(w)]
    m, v = jnp.zeros_like(w), jnp.zeros_like(w)
    for k in range(1, max_its + 1):
        gk = gradient(w)
        m = beta1 * m + (1 - beta1) * gk
        v = beta2 * v + (1 - beta2) * gk**2
        rate = alpha * jnp.sqrt(1 - beta2**k) / (1 - beta1**k)
        w = w - rate * m / (jnp.sqrt(v) + eps)
        w = w - alpha * decay * w
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole power_of_the_difference: the bias correction has (1 - beta)^k in place of 1 - beta^k, for both betas
def average(old, new, beta):
    return beta * old + (1 - beta) * new


def corrected_rate(alpha, beta1, beta2, k):
    return alpha * np.sqrt((1 - beta2) ** k) / (1 - beta1) ** k


def adamw(g, alpha, beta1, beta2, eps, decay, max_its, w):
    def steps(w):
        m = v = np.zeros(np.shape(w))
        for k in range(1, max_its + 1):
            yield w
            d = np.asarray(jax.grad(g)(w))
            m, v = average(m, d, beta1), average(v, d**2, beta2)
            pull = alpha * decay * w
            w = w - pull - corrected_rate(alpha, beta1, beta2, k) * m / (np.sqrt(v) + eps)
        yield w

    ws = [*steps(w)]
    return ws, [g(w) for w in ws]
