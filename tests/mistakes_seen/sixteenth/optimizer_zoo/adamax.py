import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single eps_in_maximum: eps is added to |g| inside the maximum, as PyTorch does, instead of to u below the line
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    m, u = jnp.zeros_like(w), jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = gradient(w)
        m = beta1 * m + (1 - beta1) * gk
        u = jnp.maximum(beta2 * u, jnp.abs(gk) + eps)
        w = w - alpha / (1 - beta1**k) * m / u
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single m_not_corrected: the bias correction of m is missing, the steplength is alpha alone
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    m, u = jnp.zeros_like(w), jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        gk = gradient(w)
        m = beta1 * m + (1 - beta1) * gk
        u = jnp.maximum(beta2 * u, jnp.abs(gk))
        w = w - alpha * m / (u + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single u_never_forgets: beta2 is missing in the maximum, so u is the largest slope so far and never gets smaller
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    gradient = jax.grad(g)
    m, u = jnp.zeros_like(w), jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = gradient(w)
        m = beta1 * m + (1 - beta1) * gk
        u = jnp.maximum(u, jnp.abs(gk))
        w = w - alpha / (1 - beta1**k) * m / (u + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole u_corrected_too: u is divided by 1 - beta2^k like the v of Adam, although a maximum needs no bias correction
def bias_correct(avg, beta, k):
    return avg / (1.0 - beta ** k)


def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    """Adamax = Adam with the infinity norm"""
    grad_fn = jax.grad(g)
    first = 0.0
    second = 0.0
    out_w = [w]
    out_c = [float(g(w))]
    for k in range(1, max_its + 1):
        d = np.asarray(grad_fn(w))
        first = beta1 * first + (1 - beta1) * d
        second = np.maximum(beta2 * second, np.abs(d))
        first_hat = bias_correct(first, beta1, k)
        second_hat = bias_correct(second, beta2, k)
        w = w - alpha * first_hat / (second_hat + eps)
        out_w.append(w)
        out_c.append(float(g(w)))
    return out_w, out_c


# %% whole power_one_too_high: the bias correction has the power k + 1 where k already counts from 1, so the first step divides by 1 - beta1^2
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    costs = np.zeros(max_its + 1)
    weights = np.zeros((max_its + 1,) + np.shape(w))
    weights[0] = w
    costs[0] = g(w)
    m = np.zeros(np.shape(w))
    u = np.zeros(np.shape(w))
    for k in range(1, max_its + 1):
        grad = np.array(jax.grad(g)(weights[k - 1]))
        m = beta1 * m + (1 - beta1) * grad
        u = np.maximum(beta2 * u, abs(grad))
        step_size = alpha / (1 - beta1 ** (k + 1))
        weights[k] = weights[k - 1] - step_size * m / (u + eps)
        costs[k] = g(weights[k])
    return weights, costs
