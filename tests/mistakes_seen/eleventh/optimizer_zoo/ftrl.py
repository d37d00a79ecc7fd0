import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

# %% single root_of_difference: the pull in z has sqrt(n_new - n_old) instead of sqrt(n_new) - sqrt(n_old)
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    gradient = jax.jit(jax.grad(g))
    z = jnp.zeros_like(w)
    n = initial * jnp.ones_like(w)
    weight_history, cost_history = [w], [g(w)]
    for k in range(max_its):
        gk = gradient(w)
        n_old = n
        n = n_old + gk**2
        z = z + gk - jnp.sqrt(n - n_old) / alpha * w
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + 2 * l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% whole z_not_summed: z is made of this step's gradient and pull alone and forgets the z of the earlier steps, instead of being added up
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    slope = jax.jit(jax.grad(g))

    def shrink(z):
        """0 where |z| <= l1, and nearer to 0 by l1 elsewhere."""
        return np.sign(z) * np.maximum(np.abs(z) - l1, 0.0)

    point = np.asarray(w, dtype=float)
    squares = np.full_like(point, initial)
    trace = [point]
    for _ in range(max_its):
        s = np.asarray(slope(point))
        root_before = np.sqrt(squares)
        squares = squares + s**2
        root_after = np.sqrt(squares)
        z = s - (root_after - root_before) / alpha * point
        point = -shrink(z) / ((beta + root_after) / alpha + 2 * l2)
        trace.append(point)
    return trace, [g(p) for p in trace]
