import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single absolute_value_missing: max(v - t, 0) in place of max(|v| - t, 0), so every negative component becomes 0
def soft_threshold(v, t):
    return np.sign(v) * np.maximum(v - t, 0)


# %% single hard_threshold: the components larger than t are kept as they are and not moved towards 0 by t (hard thresholding)
def soft_threshold(v, t):
    return np.where(np.abs(v) > t, v, 0.0)


# %% single max_over_axis: np.max(..., 0) takes the largest |v_j| - t over axis 0, a single number for all components, instead of the maximum of each component with 0 (np.maximum)
def soft_threshold(v, t):
    return np.sign(v) * np.max(np.abs(v) - t, 0)


# %% whole negative_side_subtracts: components below -t get v - t instead of v + t, so negative components are moved away from 0
def soft_threshold(v, t):
    out = np.zeros(len(v))
    for j in range(len(v)):
        vj = v[j]
        if vj > t:
            out[j] = vj - t
        elif vj < -t:
            out[j] = vj - t
        # otherwise it stays 0
    return out


# %% whole prox_of_two_norm: computes the proximal operator of the 2-norm (block soft thresholding): the whole vector is scaled by max(1 - t / ||v||_2, 0) instead of each component being shrunk
def norm(vector):
    return jnp.sqrt(jnp.sum(vector**2))


def soft_threshold(v, t):
    """Shrink the length of v by t, but not below 0."""
    length = norm(v)
    if length <= t:
        return jnp.zeros_like(v)
    shrink = 1 - t / length
    return shrink * v
