import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single n_from_zero: n starts at 0, the argument initial is not used
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    ws, cs = [w], [g(w)]
    z = 0.0 * w
    n = 0.0 * w
    for k in range(max_its):
        d = grad(w)
        n_new = n + d**2
        z = z + d - (jnp.sqrt(n_new) - jnp.sqrt(n)) / alpha * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + 2 * l2)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


# %% single l2_once: lambda_2 stands once in the denominator, as in the paper, and not twice
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    ws, cs = [w], [g(w)]
    z = jnp.zeros_like(w)
    n = jnp.full_like(w, initial)
    for k in range(max_its):
        d = grad(w)
        n_new = n + d**2
        z = z + d - (jnp.sqrt(n_new) - jnp.sqrt(n)) / alpha * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + l2)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


# %% single beta_not_over_alpha: in the denominator only the root of n is divided by alpha, beta is added as it is
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    ws, cs = [w], [g(w)]
    z = 0.0
    n = initial
    for k in range(max_its):
        d = grad(w)
        n_new = n + d**2
        sigma = (jnp.sqrt(n_new) - jnp.sqrt(n)) / alpha
        z = z + d - sigma * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / (beta + jnp.sqrt(n) / alpha + 2 * l2)
        ws.append(w)
        cs.append(g(w))
    return ws, cs


# %% whole added_to_old_point: the closed form is taken for a step and added to the old w, although it is the new point itself
def accumulate(n, z, d, w, alpha):
    total = n + jnp.square(d)
    pull = (jnp.sqrt(total) - jnp.sqrt(n)) / alpha
    return total, z + d - pull * w


def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    weight_history = [w]
    cost_history = [g(w)]
    n = jnp.ones_like(w) * initial
    z = jnp.zeros_like(w)
    for k in range(1, max_its + 1):
        n, z = accumulate(n, z, grad(w), w, alpha)
        top = jnp.clip(z, -l1, l1) - z
        bottom = (beta + jnp.sqrt(n)) / alpha + 2 * l2
        w = w + top / bottom
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole hard_threshold_and_old_n: n is overwritten before z is made, so the difference of the roots is always 0 and nothing pulls back; and where |z| > l1 the new weight is -z over the denominator, without taking lambda_1 off
def new_weight(z, n, alpha, beta, l1, l2):
    if abs(z) <= l1:
        return 0.0
    return -z / ((beta + np.sqrt(n)) / alpha + 2 * l2)


def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    scalar = np.ndim(w) == 0
    dim = 1 if scalar else len(w)
    grad = jax.grad(g)
    z = np.zeros(dim)
    n = np.full(dim, float(initial))
    weights, costs = [np.copy(w)], [float(g(w))]
    for it in range(max_its):
        d = np.atleast_1d(np.asarray(grad(w)))
        old = np.atleast_1d(np.asarray(w))
        new = np.zeros(dim)
        for j in range(dim):
            n_old = n
            n[j] = n[j] + d[j] ** 2
            z[j] = z[j] + d[j] - (np.sqrt(n[j]) - np.sqrt(n_old[j])) / alpha * old[j]
            new[j] = new_weight(z[j], n[j], alpha, beta, l1, l2)
        w = new[0] if scalar else new
        weights.append(np.copy(w))
        costs.append(float(g(w)))
    return weights, costs
