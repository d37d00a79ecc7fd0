import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single hard_threshold: components beyond t are kept as they are instead of being moved towards 0 by t (hard thresholding)
def soft_threshold(v, t):
    return np.where(np.abs(v) > t, v, 0.0)


# %% single sign_lost: the sign of v is not multiplied back, so that negative components come out positive
def soft_threshold(v, t):
    return np.maximum(np.abs(v) - t, 0)


# %% single no_floor: the maximum with 0 is missing, so that components smaller than t are moved beyond 0 to the other side
def soft_threshold(v, t):
    return np.sign(v) * (np.abs(v) - t)


# %% whole minus_on_both_sides: the branch for v < -t subtracts t instead of adding it, so that negative components move away from 0
def soft_threshold(v, t):
    out = np.zeros(len(v))
    for j in range(len(v)):
        if v[j] > t:
            out[j] = v[j] - t
        elif v[j] < -t:
            out[j] = v[j] - t
        else:
            out[j] = 0
    return out


# %% whole whole_vector_shrunk: the vector is shrunk as a whole by its Euclidean length, v * max(1 - t/|v|, 0), which is the prox of the 2-norm and not of the 1-norm component by component
def soft_threshold(v, t):
    v = jnp.asarray(v)
    size = jnp.sqrt(jnp.sum(v**2))
    # nothing to shrink
    if size == 0:
        return v
    factor = 1 - t / size
    if factor < 0:
        factor = 0.0
    return factor * v
