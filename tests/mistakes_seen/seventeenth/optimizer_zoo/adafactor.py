import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single norm_of_weights: the size of the weights is their Euclidean norm and not their rms (the 1/N is missing), so the steps are too long for N > 1
def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    grad = jax.grad(g)
    v = jnp.zeros(jnp.shape(w))
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = grad(w)
        beta = 1 - float(k) ** power
        v = beta * v + (1 - beta) * (d**2 + eps1)
        u = d / jnp.sqrt(v)
        u = u / jnp.maximum(1.0, jnp.sqrt(jnp.mean(u**2)) / clip)
        w = w - jnp.maximum(eps2, jnp.sqrt(jnp.sum(w**2))) * min(alpha, 1 / np.sqrt(k)) * u
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% single clipped_by_component: cuts each component of u to [-clip, clip] instead of shortening u as a whole by its rms
def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    gradient = jax.grad(g)
    v = 0.0
    weights = [w]
    for k in range(1, max_its + 1):
        d = gradient(w)
        b = 1 - float(k) ** power
        v = b * v + (1 - b) * (d**2 + eps1)
        u = jnp.clip(d / jnp.sqrt(v), -clip, clip)
        size = jnp.maximum(eps2, jnp.sqrt(jnp.mean(jnp.square(w))))
        w = w - size * jnp.minimum(alpha, 1 / jnp.sqrt(k)) * u
        weights.append(w)
    return weights, [g(p) for p in weights]


# %% single absolute_steplength: the steplength lacks the factor max(eps2, rms(w)), so the steps are not relative to the size of the weights
def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    dg = jax.grad(g)
    v = jnp.zeros_like(w)
    weight_history = [w]
    cost_history = [g(w)]
    for k in range(1, max_its + 1):
        gk = dg(w)
        beta = 1 - k ** float(power)
        v = beta * v + (1 - beta) * (gk * gk + eps1)
        u = gk / jnp.sqrt(v)
        rms_u = jnp.sqrt(jnp.mean(u**2))
        u = u / jnp.maximum(1.0, rms_u / clip)
        w = w - min(alpha, 1 / k**0.5) * u
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole own_size_for_each_weight: takes max(eps2, |w_j|) for each component by itself where one rms of all of w belongs (right for N = 1 only)
def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    w = jnp.asarray(w, dtype=float)
    vg = jax.jit(jax.value_and_grad(g))
    second = jnp.zeros_like(w)
    path, values = [], []
    for k in range(1, max_its + 2):
        value, slope = vg(w)
        path.append(w)
        values.append(value)
        decay = 1.0 - k**power
        second = decay * second + (1.0 - decay) * (slope**2 + eps1)
        update = slope / jnp.sqrt(second)
        too_long = jnp.sqrt(jnp.mean(update**2)) / clip
        update = update / jnp.where(too_long > 1, too_long, 1.0)
        # relative step: large weights make large steps
        step = jnp.maximum(eps2, jnp.abs(w)) * jnp.minimum(alpha, k**-0.5)
        w = w - step * update
    return path, values


# %% whole decay_one_ahead: beta is computed with k + 1 in place of k, so beta_1 is not 0 and the zero that v starts at weighs in
def root_mean_square(a):
    a = np.atleast_1d(np.asarray(a))
    return np.sqrt((a * a).sum() / a.size)


def second_moment_decay(t, power):
    return 1 - (t + 1.0) ** power


def adafactor(g, alpha, power, eps1, eps2, clip, max_its, w):
    dg = jax.grad(g)
    v = np.zeros(np.shape(w))
    weight_history, cost_history = [w], [g(w)]
    t = 1
    while t <= max_its:
        G = np.asarray(dg(w))
        beta2 = second_moment_decay(t, power)
        v = beta2 * v + (1 - beta2) * (G**2 + eps1)
        U = G / np.sqrt(v)
        U = U / max(1, root_mean_square(U) / clip)
        rho = min(alpha, 1 / np.sqrt(t))
        w = w - max(eps2, root_mean_square(w)) * rho * U
        weight_history.append(w)
        cost_history.append(g(w))
        t += 1
    return weight_history, cost_history
