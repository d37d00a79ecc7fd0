import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single no_look_ahead: the momentum of this step, mu_k, stands at m in place of that of the next
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v, P = 0.0, 0.0, 1.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        mu = beta1 * (1 - 0.5 * 0.96**k)
        P = P * mu
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu / (1 - P) * m + (1 - mu) / (1 - P) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single schedule_in_m: m is averaged with mu_k in place of beta1
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v, P = 0.0, 0.0, 1.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        mu, mu_next = (beta1 * (1 - 0.5 * 0.96**j) for j in (k, k + 1))
        P = P * mu
        m = mu * m + (1 - mu) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu_next / (1 - P * mu_next) * m + (1 - mu) / (1 - P) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single pytorch_schedule: 0.96 to the power 0.004 k, as in PyTorch
def mu(k, beta1):
    return beta1 * (1 - 0.5 * 0.96 ** (0.004 * k))

def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v, P = 0.0, 0.0, 1.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        P *= mu(k, beta1)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mu(k + 1, beta1) * m / (1 - P * mu(k + 1, beta1)) + (1 - mu(k, beta1)) * d / (1 - P)
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single power_for_product: mu_k to the power k in place of the product of all mu
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v = 0.0, 0.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        now, then = beta1 * (1 - 0.5 * 0.96**k), beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = then / (1 - then ** (k + 1)) * m + (1 - now) / (1 - now**k) * d
        w = w - alpha * M / (jnp.sqrt(v / (1 - beta2**k)) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% single v_uncorrected: v is not bias-corrected
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, v, product = 0.0, 0.0, 1.0
    ws, cs = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        now = beta1 * (1 - 0.5 * 0.96**k)
        then = beta1 * (1 - 0.5 * 0.96 ** (k + 1))
        product *= now
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        ahead = then / (1 - product * then) * m + (1 - now) / (1 - product) * d
        w = w - alpha * ahead / (jnp.sqrt(v) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% whole optax_nadam: no schedule: beta1 at every step, as in optax
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    mu = jnp.zeros_like(w)
    nu = jnp.zeros_like(w)
    weights = [w]
    costs = [g(w)]
    for count in range(1, max_its + 1):
        d = grad(w)
        mu = beta1 * mu + (1 - beta1) * d
        nu = beta2 * nu + (1 - beta2) * d**2
        mu_hat = beta1 * mu / (1 - beta1 ** (count + 1)) + (1 - beta1) * d / (1 - beta1**count)
        nu_hat = nu / (1 - beta2**count)
        w = w - alpha * mu_hat / (jnp.sqrt(nu_hat) + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs

# %% whole lists_from_zero: schedule as a list that is indexed from 0, so that every mu is one early; eps inside the root
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    mus = [beta1 * (1 - 0.5 * 0.96**k) for k in range(max_its + 2)]
    P = np.cumprod(mus)
    m, v = np.zeros_like(w), np.zeros_like(w)
    ws, cs = [w], [g(w)]
    for k in range(max_its):
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        M = mus[k + 1] / (1 - P[k + 1]) * m + (1 - mus[k]) / (1 - P[k]) * d
        w = w - alpha * M / jnp.sqrt(v / (1 - beta2 ** (k + 1)) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs

# %% whole product_reset: the product is made anew in each step of this mu and the next, and the gradient's part is left out
def nadam(g, alpha, beta1, beta2, eps, max_its, w):
    def mu(k):
        return beta1 * (1 - 0.5 * 0.96**k)

    m = v = 0.0
    history = [w]
    for k in range(1, max_its + 1):
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        m_bar = mu(k + 1) * m / (1 - mu(k) * mu(k + 1))
        v_hat = v / (1 - beta2**k)
        w = w - alpha * m_bar / (jnp.sqrt(v_hat) + eps)
        history.append(w)
    return history, [g(h) for h in history]
