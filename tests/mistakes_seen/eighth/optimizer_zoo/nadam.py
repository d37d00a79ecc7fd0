import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single same_product_for_both: the part with m is divided by 1 - P_k, the product of this step, in place of 1 - P_(k+1)
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v, product = 0.0, 0.0, 1.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        now = beta1 * (1 - 0.5 * 0.96**k)
        then = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        product = product * now
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        ahead = then / (1 - product) * m + (1 - now) / (1 - product) * d
        w = w - alpha * ahead / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole schedule_from_zero: the schedule begins with 0.96**0: in step k it takes mu_(k-1) and mu_k where mu_k and mu_(k+1) belong, and the products likewise
def momentum_schedule(beta1, length):
    exponents = np.arange(length)
    mu = beta1 * (1 - 0.5 * np.power(0.96, exponents))
    return mu, np.cumprod(mu)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    mu, P = momentum_schedule(beta1, max_its + 1)
    gradient = jax.jit(jax.grad(g))
    w = jnp.asarray(w, dtype=float)
    m, v = jnp.zeros_like(w), jnp.zeros_like(w)
    trajectory = [w]
    for i in range(max_its):
        d = gradient(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d * d
        v_hat = v / (1 - beta2 ** (i + 1))
        M = mu[i + 1] / (1 - P[i + 1]) * m + (1 - mu[i]) / (1 - P[i]) * d
        w = w - alpha * M / (jnp.sqrt(v_hat) + eps)
        trajectory.append(w)
    return trajectory, list(map(g, trajectory))
