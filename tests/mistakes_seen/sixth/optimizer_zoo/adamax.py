import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single maximum_corrected: the maximum u is divided by 1 - beta2^k as well, a bias correction that it does not need
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    grad = jax.grad(g)
    m, u = 0.0, 0.0
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        m = beta1 * m + (1 - beta1) * d
        u = jnp.maximum(beta2 * u, jnp.abs(d))
        u_hat = u / (1 - beta2**k)
        w = w - alpha / (1 - beta1**k) * m / (u_hat + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole never_forgets: u is the largest absolute gradient of all steps so far, and beta2 is never used, so nothing is forgotten
def adamax(g, alpha, beta1, beta2, eps, max_its, w):
    d = jax.grad(g)
    ws, costs, sizes = [w], [g(w)], []
    m = np.zeros(np.shape(w))
    power = 1
    for k in range(max_its):
        slope = np.asarray(d(w))
        sizes.append(np.abs(slope))
        m = m * beta1 + slope * (1 - beta1)
        power = power * beta1
        u = np.max(np.array(sizes), axis=0)
        w = w - alpha * (m / (1 - power)) / (u + eps)
        ws.append(w)
        costs.append(g(w))
    return ws, costs
