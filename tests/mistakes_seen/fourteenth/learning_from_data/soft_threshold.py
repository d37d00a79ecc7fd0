import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single no_maximum: leaves the maximum with 0 out, so that components smaller than t are pushed beyond 0 to the other side
def soft_threshold(v, t):
    v = np.asarray(v, dtype=float)
    return np.sign(v) * (np.abs(v) - t)


# %% single hard_threshold: sets small components to 0 and leaves the others as they are, without moving them by t (hard thresholding)
def soft_threshold(v, t):
    return np.where(np.abs(v) > t, v, 0.0)


# %% single sign_lost: leaves the sign out, so that negative components come back positive
def soft_threshold(v, t):
    return np.maximum(np.abs(v) - t, 0)


# %% whole shrinks_the_length: shrinks the vector as a whole by its Euclidean length, v max(1 - t / ||v||, 0), in place of each component by itself
def length(v):
    total = 0.0
    for component in v:
        total += component ** 2
    return np.sqrt(total)


def soft_threshold(v, t):
    norm = length(v)
    if norm <= t:
        return np.zeros(len(v))
    # move v towards 0 by t
    factor = 1 - t / norm
    return factor * np.array(v)


# %% whole negative_branch: for negative components it subtracts t as well in place of adding it, so that they move away from 0
def shrink(x, t):
    if x > t:
        return x - t
    elif x < -t:
        return x - t
    else:
        return 0.0


def soft_threshold(v, t):
    result = []
    for x in v:
        result.append(shrink(x, t))
    return np.array(result)
