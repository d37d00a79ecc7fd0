import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single l2_once: lambda_2 stands once in the denominator (as in the paper) and not twice
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    gradient = jax.grad(g)
    z = jnp.zeros_like(w)
    n = jnp.full_like(w, initial)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        gk = gradient(w)
        n_new = n + gk**2
        z = z + gk - (jnp.sqrt(n_new) - jnp.sqrt(n)) / alpha * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single n_from_zero: n starts at 0 and not at initial, which is not used at all
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    gradient = jax.grad(g)
    z = jnp.zeros_like(w)
    n = jnp.zeros_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        gk = gradient(w)
        n_new = n + gk**2
        z = z + gk - (jnp.sqrt(n_new) - jnp.sqrt(n)) / alpha * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + 2 * l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single root_of_difference: in the line of z the root of the difference of the new and the old n stands in place of the difference of their roots
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    gradient = jax.grad(g)
    z = jnp.zeros_like(w)
    n = jnp.full_like(w, initial)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        gk = gradient(w)
        n_new = n + gk**2
        z = z + gk - jnp.sqrt(n_new - n) / alpha * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + 2 * l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole no_pull: z only sums the gradients, the term with the past points, (sqrt(n_new) - sqrt(n_old)) / alpha * w, is missing
def soft(z, l1):
    """0 inside [-l1, l1], and z moved towards 0 outside."""
    return jnp.sign(z) * jnp.maximum(jnp.abs(z) - l1, 0.0)


def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    w = jnp.asarray(w)
    z_sum = jnp.zeros(w.shape)
    n_sum = initial * jnp.ones(w.shape)
    ws = [w]
    gs = [g(w)]
    df = jax.jit(jax.grad(g))

    for _ in range(max_its):
        d = df(w)
        z_sum = z_sum + d
        n_sum = n_sum + d**2
        scale = (beta + jnp.sqrt(n_sum)) / alpha + 2 * l2
        w = -soft(z_sum, l1) / scale
        ws.append(w)
        gs.append(g(w))

    return ws, gs


# %% whole added_to_old_w: the quotient is added to the old w as if it were a step, while it is to be the new w itself
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    K = max_its
    N = np.asarray(w).size
    shape = np.shape(w)
    weights = np.empty((K + 1, N))
    costs = np.empty(K + 1)
    weights[0], costs[0] = w, g(w)

    z = np.zeros(shape)
    n = np.full(shape, float(initial))
    for k in range(1, K + 1):
        slope = np.asarray(jax.grad(g)(w))
        n_before = n.copy()
        n = n + slope**2
        sigma = (np.sqrt(n) - np.sqrt(n_before)) / alpha
        z = z + slope - sigma * w
        numerator = np.clip(z, -l1, l1) - z
        denominator = (beta + np.sqrt(n)) / alpha + 2 * l2
        w = w + numerator / denominator
        weights[k], costs[k] = w, g(w)
    return weights, costs
