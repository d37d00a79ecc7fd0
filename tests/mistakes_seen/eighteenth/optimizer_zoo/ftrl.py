import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single l2_once: l2 is added once below the line, as in the paper, instead of twice
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    z = jnp.zeros_like(w)
    n = initial * jnp.ones_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        slope = grad(w)
        n_new = n + slope**2
        z = z + slope - (jnp.sqrt(n_new) - jnp.sqrt(n)) / alpha * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single pull_without_alpha: in the line of z the difference of the roots is not divided by alpha before it multiplies w
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    z = jnp.zeros_like(w)
    n = initial * jnp.ones_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        slope = grad(w)
        n_new = n + slope**2
        z = z + slope - (jnp.sqrt(n_new) - jnp.sqrt(n)) * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + 2 * l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single z_not_carried: z is made of the newest gradient and pull alone: the old z is not added, so it is no sum over the steps
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    n = initial * jnp.ones_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        slope = grad(w)
        n_new = n + slope**2
        z = slope - (jnp.sqrt(n_new) - jnp.sqrt(n)) / alpha * w
        n = n_new
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + 2 * l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole hard_threshold: where |z| is above l1 the new weight is -z over the denominator, without l1 taken off (a hard threshold), instead of (clip(z) - z) over it
def new_weight(z, n, alpha, beta, l1, l2):
    bottom = (beta + np.sqrt(n)) / alpha + 2 * l2
    # small z: the weight is switched off
    return np.where(np.abs(z) <= l1, 0.0, -z / bottom)


def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    gradient = jax.jit(jax.grad(g))
    shape = np.shape(w)
    z = np.zeros(shape)
    n_old = np.full(shape, initial)
    W = [w]
    for k in range(1, max_its + 1):
        gk = np.asarray(gradient(W[-1]))
        n = n_old + gk * gk
        sigma = (np.sqrt(n) - np.sqrt(n_old)) / alpha
        z = z + gk - sigma * W[-1]
        W.append(new_weight(z, n, alpha, beta, l1, l2))
        n_old = n
    return W, [float(g(point)) for point in W]


# %% whole root_starts_at_initial: the student keeps the root of n and starts it at initial instead of sqrt(initial), and beta is not divided by alpha in the denominator
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    value_and_grad = jax.value_and_grad(g)
    r = initial + jnp.zeros_like(w)  # root of the sum of squares
    z = jnp.zeros_like(w)
    weights, costs = [], []
    for k in range(max_its):
        cost, dw = value_and_grad(w)
        weights.append(w)
        costs.append(cost)
        r_old, r = r, jnp.hypot(r, dw)
        z = z + dw - w * (r - r_old) / alpha
        top = jnp.clip(z, -l1, l1) - z
        w = top / (beta + r / alpha + 2 * l2)
    weights.append(w)
    costs.append(g(w))
    return weights, costs
