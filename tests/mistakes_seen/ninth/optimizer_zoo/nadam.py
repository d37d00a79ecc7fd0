import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single same_momentum_for_next_step: the look-ahead multiplies m by the momentum of this step instead of that of the next step
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    m = 0
    v = 0
    P = 1
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        mu = beta1 * (1 - 0.5 * 0.96**k)
        mu_next = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        P = P * mu
        P_next = P * mu_next
        d = gradient(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu / (1 - P_next) * m + (1 - mu) / (1 - P) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole schedule_in_the_average: m itself is averaged with the scheduled momentum mu_k, where beta1 belongs
def schedule(beta1, number):
    """mu_1, ..., mu_number and their running products"""
    k = np.arange(1, number + 1)
    mu = beta1 * (1 - 0.5 * 0.96**k)
    return mu, np.cumprod(mu)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    mu, P = schedule(beta1, max_its + 1)
    vg = jax.value_and_grad(g)
    cost, slope = vg(w)
    ws, cs = [w], [cost]
    m = jnp.zeros_like(slope)
    v = jnp.zeros_like(slope)
    for i in range(max_its):
        m = mu[i] * m + (1 - mu[i]) * slope
        v = beta2 * v + (1 - beta2) * slope**2
        v_hat = v / (1 - beta2 ** (i + 1))
        look_ahead = mu[i + 1] / (1 - P[i + 1]) * m + (1 - mu[i]) / (1 - P[i]) * slope
        w = w - alpha * look_ahead / (jnp.sqrt(v_hat) + eps)
        cost, slope = vg(w)
        ws.append(w)
        cs.append(cost)
    return ws, cs
