import numpy as np


# %% single with_replacement: rng.choice draws with replacement unless it is told otherwise, so that a point can come twice in a batch.
def sample_minibatch(X, y, size, rng):
    """Return (X_batch, y_batch): `size` different points, drawn at random."""
    idx = rng.choice(X.shape[0], size)
    return X[idx], y[idx]


# %% single two_permutations: The points and the labels are permuted by two different draws, so that the points do not come with their own labels.
def sample_minibatch(X, y, size, rng):
    X_batch = rng.permutation(X)[:size]
    y_batch = rng.permutation(y)[:size]
    return X_batch, y_batch


# %% single block_of_neighbours: A random start is drawn and the points that follow it are taken, so that only neighbours come together and the points near the ends are drawn too seldom.
def sample_minibatch(X, y, size, rng):
    start = rng.integers(0, len(y) - size + 1)
    return X[start : start + size], y[start : start + size]


# %% whole own_seed: A new generator with the seed 0 is made in every call and the rng that is passed is not used, so that every call gives the same batch.
SEED = 0


def shuffled_indices(n):
    generator = np.random.default_rng(SEED)
    order = np.arange(n)
    generator.shuffle(order)
    return order


def sample_minibatch(X, y, size, rng):
    order = shuffled_indices(X.shape[0])
    chosen = order[:size]
    return X[chosen], y[chosen]


# %% whole later_always_replace: The first `size` points are taken and every later point replaces a random one of them for certain, so that the last points are far more likely than the first, and the very last one always comes.
def sample_minibatch(X, y, size, rng):
    # go through the points once, and keep a list of the chosen ones
    chosen = []
    for i in range(len(X)):
        if len(chosen) < size:
            chosen.append(i)
        else:
            # put the new point in the place of an old one
            j = int(rng.integers(size))
            chosen[j] = i
    X_batch = []
    y_batch = []
    for i in chosen:
        X_batch.append(X[i])
        y_batch.append(y[i])
    return np.array(X_batch), np.array(y_batch)
