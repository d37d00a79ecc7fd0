import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single power_instead_of_product: P_k is taken as mu_k to the power k, and P_(k+1) as mu_(k+1) to the power k + 1, instead of the product of all mu so far
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    mu = lambda k: beta1 * (1 - 0.5 * 0.96**k)
    m, v = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu(k + 1) / (1 - mu(k + 1) ** (k + 1)) * m + (1 - mu(k)) / (1 - mu(k) ** k) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single same_product_for_both: the part of m is corrected by 1 - P_k too, instead of by the next product, 1 - P_(k+1)
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    schedule = beta1 * (1 - 0.5 * 0.96 ** np.arange(1, max_its + 2))
    products = np.cumprod(schedule)
    weights, costs = [w], [g(w)]
    m, v = np.zeros_like(w), np.zeros_like(w)
    for k in range(max_its):
        d = np.asarray(jax.grad(g)(w))
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        ahead = (schedule[k + 1] * m + (1 - schedule[k]) * d) / (1 - products[k])
        w = w - alpha * ahead / (np.sqrt(v / (1 - beta2 ** (k + 1))) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single rest_of_the_next_momentum: the newest gradient gets the rest of the next momentum, 1 - mu_(k+1), instead of that of this step, 1 - mu_k
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    slope = jax.jit(jax.grad(g))
    path = [w]
    m = v = jnp.zeros(jnp.shape(w))
    P = 1.0
    for k in range(1, max_its + 1):
        mu_now = beta1 * (1 - 0.5 * 0.96**k)
        mu_next = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        P *= mu_now
        d = slope(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * jnp.square(d)
        M = mu_next * m / (1 - P * mu_next) + (1 - mu_next) * d / (1 - P)
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        path.append(w)
    return path, [g(p) for p in path]


# %% whole no_schedule: the simplified Nadam of blogs: the look-ahead is beta1 m_hat + (1 - beta1) grad / (1 - beta1^k), with beta1 everywhere and no schedule mu
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    m, v = 0 * w, 0 * w
    weight_history, cost_history = [w], [g(w)]
    t = 0
    while t < max_its:
        t += 1
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        w = w - alpha / (jnp.sqrt(v_hat) + eps) * (beta1 * m_hat + (1 - beta1) * d / (1 - beta1**t))
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole adam_with_gradient_ahead: Adam whose gradient is taken at the point w - alpha mu_k m ahead, in place of the look-ahead average M; the corrections are those of Adam
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)

    def steps(w):
        m, v = 0.0, 0.0
        yield w
        for k in range(1, max_its + 1):
            mu = beta1 * (1 - 0.5 * 0.96**k)
            d = grad(w - alpha * mu * m)
            m = beta1 * m + (1 - beta1) * d
            v = beta2 * v + (1 - beta2) * d**2
            w = w - alpha * (m / (1 - beta1**k)) / (jnp.sqrt(v / (1 - beta2**k)) + eps)
            yield w

    weights = list(steps(w))
    return weights, [g(x) for x in weights]
