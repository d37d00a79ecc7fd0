import numpy as np


# %% single with_replacement: rng.choice draws with replacement, so a point can occur twice in a batch
def sample_minibatch(X, y, size, rng):
    indices = rng.choice(len(y), size=size)
    return X[indices], y[indices]


# %% single labels_drawn_apart: the labels are drawn with a second random permutation, so they do not belong to the points
def sample_minibatch(X, y, size, rng):
    X_batch = rng.permutation(X)[:size]
    y_batch = rng.permutation(y)[:size]
    return X_batch, y_batch


# %% single consecutive_block: takes `size` neighbours from a random start on, so only consecutive points come together and those at the ends are drawn less often
def sample_minibatch(X, y, size, rng):
    start = rng.integers(0, len(X) - size + 1)
    rows = np.arange(start, start + size)
    return X[rows], y[rows]


# %% whole own_fixed_seed: makes a generator of its own with a fixed seed and ignores rng, so every call returns the same batch
SEED = 42


def shuffled_indices(n):
    generator = np.random.default_rng(SEED)
    idx = np.arange(n)
    generator.shuffle(idx)
    return idx


def sample_minibatch(X, y, size, rng):
    chosen = shuffled_indices(X.shape[0])[:size]
    X_batch = np.array([X[i] for i in chosen])
    y_batch = np.array([y[i] for i in chosen])
    return X_batch, y_batch


# %% whole last_never_drawn: the indices are drawn from 0 to n - 2 because 1 is subtracted from an upper bound that is exclusive already, so the last point is never drawn
def sample_minibatch(X, y, size, rng):
    n = X.shape[0]
    last = n - 1
    # all the indices from 0 to last
    pool = list(range(0, last))
    picked = []
    while len(picked) < size and pool:
        j = int(rng.integers(len(pool)))
        picked.append(pool.pop(j))
    return X[picked, :], y[picked]
