import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single exponent_of_pytorch: the schedule has 0.96^(0.004 k), as in PyTorch, in place of 0.96^k
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    mu = lambda k: beta1 * (1 - 0.5 * 0.96 ** (0.004 * k))
    m, v, P = 0 * w, 0 * w, 1.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = gradient(w)
        P = P * mu(k)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu(k + 1) / (1 - P * mu(k + 1)) * m + (1 - mu(k)) / (1 - P) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single same_product_for_both: the part with m is corrected by 1 - P_k in place of 1 - P_(k+1)
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    mus = beta1 * (1 - 0.5 * 0.96 ** np.arange(1, max_its + 2))
    P = np.cumprod(mus)
    m = v = 0.0
    ws = [w]
    for k in range(1, max_its + 1):
        mu, mu_next = mus[k - 1], mus[k]
        d = jax.grad(g)(ws[-1])
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = (mu_next * m + (1 - mu) * d) / (1 - P[k - 1])
        ws.append(ws[-1] - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps))
    return ws, [g(p) for p in ws]


# %% whole m_averaged_with_the_schedule: m is averaged with mu_k, m = mu_k m + (1 - mu_k) d, in place of with beta1
def schedule(beta1, k):
    return beta1 * (1 - 0.96**k / 2)


def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    n = np.shape(w)
    m = np.zeros(n)
    v = np.zeros(n)
    points = np.zeros((max_its + 1,) + n)
    costs = np.zeros(max_its + 1)
    points[0] = w
    costs[0] = g(w)
    product = 1.0
    for k in range(1, max_its + 1):
        mu_k = schedule(beta1, k)
        mu_next = schedule(beta1, k + 1)
        product = product * mu_k
        d = np.array(jax.grad(g)(points[k - 1]))
        m = mu_k * m + (1 - mu_k) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu_next * m / (1 - product * mu_next) + (1 - mu_k) * d / (1 - product)
        points[k] = points[k - 1] - alpha * M / (np.sqrt(v / (1 - beta2**k)) + eps)
        costs[k] = g(points[k])
    return points, costs


# %% whole powers_for_products_and_eps_inside: two slips: the product P_k = mu_1 mu_2 ... mu_k is replaced by the power mu_k^k (and P_(k+1) by mu_(k+1)^(k+1)); and eps stands inside the root, sqrt(v / (1 - beta2^k) + eps)
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    weight_history = [w]
    cost_history = [float(g(w))]
    m = jnp.zeros_like(w)
    v = jnp.zeros_like(w)
    k = 1
    while k <= max_its:
        slope = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * slope
        v = beta2 * v + (1 - beta2) * slope * slope
        mu = beta1 * (1 - 0.5 * 0.96**k)
        mu1 = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        look_ahead = mu1 / (1 - mu1 ** (k + 1)) * m
        newest = (1 - mu) / (1 - mu**k) * slope
        vhat = v / (1 - beta2**k)
        w = w - alpha * (look_ahead + newest) / jnp.sqrt(vhat + eps)
        weight_history.append(w)
        cost_history.append(float(g(w)))
        k = k + 1
    return weight_history, cost_history
