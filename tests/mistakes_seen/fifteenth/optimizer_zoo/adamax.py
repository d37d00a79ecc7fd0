import jax
import jax.numpy as jnp
import numpy as np
from jax import grad

jax.config.update("jax_enable_x64", True)


# %% single no_correction: the bias correction of m is missing, alpha is not divided by 1 - beta1^k
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    dg = grad(g)
    m = 0.0 * w
    u = 0.0 * w
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = dg(w)
        m = beta1 * m + (1 - beta1) * gk
        u = jnp.maximum(beta2 * u, jnp.abs(gk))
        w = w - alpha * m / (u + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single betas_swapped: beta1 and beta2 are exchanged in the two memories (m is averaged with beta2, u decays with beta1), while the bias correction has beta1
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    dg = grad(g)
    m = 0.0 * w
    u = 0.0 * w
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = dg(w)
        m = beta2 * m + (1 - beta2) * gk
        u = jnp.maximum(beta1 * u, jnp.abs(gk))
        w = w - alpha / (1 - beta1**k) * m / (u + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% single one_maximum_for_all: u takes the infinity norm of the gradient, its largest component, as one number for all components, instead of each one's own absolute value (the same only for N = 1)
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    dg = grad(g)
    m = 0.0 * w
    u = 0.0
    weights, costs = [w], [g(w)]
    for k in range(1, max_its + 1):
        gk = dg(w)
        m = beta1 * m + (1 - beta1) * gk
        u = jnp.maximum(beta2 * u, jnp.max(jnp.abs(gk)))
        w = w - alpha / (1 - beta1**k) * m / (u + eps)
        weights.append(w)
        costs.append(g(w))
    return weights, costs


# %% whole weighted_in_max: inside the maximum |g| has the factor 1 - beta2, as in an average, so u is far too small and the steps too long
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    # initialise the moments
    first_moment = np.zeros(np.shape(w))
    inf_moment = np.zeros(np.shape(w))
    history = {"w": [w], "g": [g(w)]}

    t = 0
    while t < max_its:
        t += 1
        gradient = np.asarray(grad(g)(w))
        first_moment = beta1 * first_moment + (1 - beta1) * gradient
        inf_moment = np.maximum(beta2 * inf_moment, (1 - beta2) * np.abs(gradient))
        lr = alpha / (1 - beta1**t)
        w = w - lr * first_moment / (inf_moment + eps)
        history["w"].append(w)
        history["g"].append(g(w))

    return history["w"], history["g"]


# %% whole u_corrected_too: u is divided by 1 - beta2^k as v is in Adam, though a maximum needs no bias correction
def moments(m, u, gradient, beta1, beta2):
    m_new = beta1 * m + (1.0 - beta1) * gradient
    u_new = jnp.where(beta2 * u > jnp.abs(gradient), beta2 * u, jnp.abs(gradient))
    return m_new, u_new


def unbias(x, beta, k):
    return x / (1.0 - beta**k)


def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    value_and_slope = jax.value_and_grad(g)
    m, u = jnp.zeros_like(w), jnp.zeros_like(w)
    W, G = [], []
    for k in range(1, max_its + 1):
        value, slope = value_and_slope(w)
        W.append(w)
        G.append(value)
        m, u = moments(m, u, slope, beta1, beta2)
        m_hat = unbias(m, beta1, k)
        u_hat = unbias(u, beta2, k)
        w = w - alpha * m_hat / (u_hat + eps)
    # the last point
    W.append(w)
    G.append(g(w))
    return W, G
