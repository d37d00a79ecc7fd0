import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


# %% single product_without_the_next_factor: the look-ahead part of m is divided by 1 - P_k in place of 1 - P_(k+1), the next mu is missing in the product
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    def mu(k):
        return beta1 * (1 - 0.96**k / 2)

    grad = jax.grad(g)
    P, m, v = 1.0, 0.0, 0.0
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        P *= mu(k)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        look_ahead = mu(k + 1) * m / (1 - P) + (1 - mu(k)) * d / (1 - P)
        w = w - alpha * look_ahead / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% whole schedule_counts_from_zero: the momentum schedule starts with mu_0 in the first step, one number too early in every step, while the correction of v counts right
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    schedule = [beta1 * (1.0 - 0.5 * 0.96**i) for i in range(max_its + 1)]
    m = jnp.zeros(jnp.shape(w))
    v = jnp.zeros(jnp.shape(w))
    product = 1.0
    weight_history = [w]
    for i in range(max_its):
        gi = jax.grad(g)(weight_history[-1])
        product = product * schedule[i]
        next_product = product * schedule[i + 1]
        m = beta1 * m + (1 - beta1) * gi
        v = beta2 * v + (1 - beta2) * gi * gi
        v_hat = v / (1 - beta2 ** (i + 1))
        M = schedule[i + 1] / (1 - next_product) * m + (1 - schedule[i]) / (1 - product) * gi
        weight_history.append(weight_history[-1] - alpha * M / (jnp.sqrt(v_hat) + eps))
    return weight_history, [g(w) for w in weight_history]
