import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single same_product_for_both_parts: the look-ahead part is divided by 1 - P_k instead of 1 - P_(k+1)
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v, P = 0.0, 0.0, 1.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = grad(w)
        mu_k = beta1 * (1 - 0.5 * 0.96**k)
        mu_next = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        P = P * mu_k
        m = beta1 * m + (1 - beta1) * gk
        v = beta2 * v + (1 - beta2) * gk**2
        M = mu_next / (1 - P) * m + (1 - mu_k) / (1 - P) * gk
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole schedule_in_the_average: m itself is averaged with the scheduled mu_k instead of beta1
def schedule(beta1, n):
    """mu_1, ..., mu_(n+1), and their running products"""
    k = np.arange(1, n + 2)
    mu = beta1 * (1 - 0.5 * 0.96**k)
    return mu, np.cumprod(mu)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    mu, P = schedule(beta1, max_its)
    grad = jax.grad(g)
    m = np.zeros_like(w)
    v = np.zeros_like(w)
    weights, costs = [w], [g(w)]
    for i in range(max_its):          # i = k - 1
        d = grad(w)
        m = mu[i] * m + (1 - mu[i]) * d
        v = beta2 * v + (1 - beta2) * d**2
        look_ahead = mu[i + 1] * m / (1 - P[i + 1])
        newest = (1 - mu[i]) * d / (1 - P[i])
        v_hat = v / (1 - beta2 ** (i + 1))
        w = w - alpha * (look_ahead + newest) / (jnp.sqrt(v_hat) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs
