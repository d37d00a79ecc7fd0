import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single no_look_ahead: the part of m takes mu_k and 1 - P_k of this step in place of mu_{k+1} and 1 - P_{k+1} of the next one
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad_g = jax.grad(g)
    m, v, P = 0.0, 0.0, 1.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad_g(w)
        mu = beta1 * (1 - 0.5 * 0.96**k)
        P = P * mu
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu / (1 - P) * m + (1 - mu) / (1 - P) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single schedule_from_zero: the schedule counts from k = 0, so that mu_1 = beta1 / 2 and every mu is that of the step before
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad_g = jax.grad(g)
    m = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    P = 1.0
    weights, costs = [w], [g(w)]
    for k in range(max_its):
        d = grad_g(w)
        mu = beta1 * (1 - 0.5 * 0.96**k)
        mu_next = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        P = P * mu
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu_next / (1 - P * mu_next) * m + (1 - mu) / (1 - P) * d
        v_hat = v / (1 - beta2 ** (k + 1))
        w = w - alpha * M / (jnp.sqrt(v_hat) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single v_not_corrected: v is not divided by 1 - beta2^k, so that the first steps are far too long
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad_g = jax.jit(jax.grad(g))
    mu = lambda k: beta1 * (1 - 0.5 * 0.96**k)
    m, v, P = 0.0, 0.0, 1.0
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        d = grad_g(w)
        P = P * mu(k)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu(k + 1) / (1 - P * mu(k + 1)) * m + (1 - mu(k)) / (1 - P) * d
        w = w - alpha * M / (jnp.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole product_counts_twice: multiplies the running product by mu_k and by mu_{k+1} in every step, so that from the second step on each mu stands in it twice
def schedule(beta1, k):
    return beta1 * (1.0 - 0.5 * 0.96 ** k)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    w = jnp.asarray(w)
    m = jnp.zeros(w.shape)
    v = jnp.zeros(w.shape)
    product = 1.0
    weight_history = [w]
    cost_history = [g(w)]

    for k in range(1, max_its + 1):
        d = gradient(w)
        mu_now = schedule(beta1, k)
        mu_next = schedule(beta1, k + 1)

        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d * d

        # the newest gradient, corrected by P_k
        product *= mu_now
        part_d = (1 - mu_now) / (1 - product) * d

        # the average, corrected by P_{k+1}
        product *= mu_next
        part_m = mu_next / (1 - product) * m

        w = w - alpha * (part_m + part_d) / (jnp.sqrt(v / (1 - beta2 ** k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))

    return weight_history, cost_history


# %% whole no_schedule: uses beta1 in place of the schedule mu_k, so that the products are powers of beta1, as in other libraries' Nadam
def corrected(x, beta, power):
    return x / (1 - beta**power)


def nadam_step(d, m, v, k, beta1, beta2):
    m = beta1 * m + (1 - beta1) * d
    v = beta2 * v + (1 - beta2) * d**2
    # Nesterov: one step ahead
    look_ahead = beta1 * corrected(m, beta1, k + 1) + (1 - beta1) * corrected(d, beta1, k)
    return m, v, look_ahead


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    f = jax.jit(jax.value_and_grad(g))
    state = (0.0, 0.0)
    weights = []
    costs = []
    for k in range(1, max_its + 2):
        cost, d = f(w)
        weights.append(w)
        costs.append(cost)
        m, v, M = nadam_step(d, *state, k, beta1, beta2)
        state = (m, v)
        w = w - alpha * M / (jnp.sqrt(corrected(v, beta2, k)) + eps)
    return weights, costs
