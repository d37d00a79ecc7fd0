import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)


# %% single with_replacement: rng.choice draws with replacement, so a batch can hold a point twice
def sample_minibatch(X, y, size, rng):
    chosen = rng.choice(len(X), size=size)
    return X[chosen], y[chosen]


# %% single labels_drawn_apart: the labels are drawn by a second random choice, so they are not those of the points
def sample_minibatch(X, y, size, rng):
    X_batch = rng.choice(X, size, replace=False, axis=0)
    y_batch = rng.choice(y, size, replace=False)
    return X_batch, y_batch


# %% single block_of_neighbours: a random start is drawn and the points that follow it in the data are taken, so points at the ends are drawn less often and only neighbours come together
def sample_minibatch(X, y, size, rng):
    start = rng.integers(0, len(X) - size + 1)
    return X[start : start + size], y[start : start + size]


# %% whole last_never_drawn: the upper end of rng.integers is exclusive, and with n - 1 there the last point is never drawn as one of the random indices (it comes only when the others are used up)
def sample_minibatch(X, y, size, rng):
    n = X.shape[0]
    indices = []
    while len(indices) < size and len(indices) < n - 1:
        i = int(rng.integers(0, n - 1))   # random index between 0 and n-1
        if i not in indices:
            indices.append(i)
    if len(indices) < size:
        indices.append(n - 1)
    return X[indices], y[indices]


# %% whole new_seed_each_call: the function makes a generator of its own with a fixed seed in every call and ignores rng, so all calls return the same batch
SEED = 42


def shuffle_data(X, y):
    gen = np.random.default_rng(SEED)  # reproducible
    order = gen.permutation(len(y))
    return X[order], y[order]


def sample_minibatch(X, y, size, rng):
    Xs, ys = shuffle_data(X, y)
    X_batch = Xs[:size]
    y_batch = ys[:size]
    return X_batch, y_batch
