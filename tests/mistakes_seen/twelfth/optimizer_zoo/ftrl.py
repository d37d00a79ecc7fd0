import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single root_of_the_difference: z loses sqrt(n^k - n^(k-1)) / alpha times w in place of (sqrt(n^k) - sqrt(n^(k-1))) / alpha times w
def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    grad = jax.grad(g)
    z, n = 0.0, initial
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        d = grad(w)
        old, n = n, n + d**2
        z = z + d - jnp.sqrt(n - old) / alpha * w
        w = (jnp.clip(z, -l1, l1) - z) / ((beta + jnp.sqrt(n)) / alpha + 2 * l2)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history


# %% whole sigma_of_the_raised_n_and_l2_once: n is raised by g^2 first and then taken for the old n, so sigma is made of n^k + g^2 and n^k in place of n^k and n^(k-1); and l2 stands once in the denominator in place of twice
def shrink(z, l1):
    # 0 as long as |z| is below l1
    return jnp.where(jnp.abs(z) <= l1, 0.0, z - jnp.sign(z) * l1)


def ftrl(g, alpha, beta, initial, l1, l2, max_its, w):
    df = jax.grad(g)
    w = jnp.asarray(w, dtype=jnp.float32)
    n = jnp.full(w.shape, initial, dtype=jnp.float32)
    z = jnp.zeros_like(w)
    out_w, out_c = [w], [g(w)]
    for _ in range(max_its):
        grad = df(w)
        sq = grad * grad
        n = n + sq
        sigma = (jnp.sqrt(n + sq) - jnp.sqrt(n)) / alpha
        z = z + grad - sigma * w
        w = -shrink(z, l1) / ((beta + jnp.sqrt(n)) / alpha + l2)
        out_w.append(w)
        out_c.append(g(w))
    return out_w, out_c
