import math

import numpy as np


# %% single labels_not_shuffled: only X is shuffled; Y stays in its old order, so the labels are not those of the points
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    batches = []
    for k in range(0, m, mini_batch_size):
        batches.append((shuffled_X[:, k : k + mini_batch_size], Y[:, k : k + mini_batch_size]))
    return batches


# %% single last_batch_dropped: only the complete batches are returned, the smaller last one is missing
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    shuffled_Y = Y[:, permutation]
    batches = []
    for k in range(m // mini_batch_size):
        part = slice(k * mini_batch_size, (k + 1) * mini_batch_size)
        batches.append((shuffled_X[:, part], shuffled_Y[:, part]))
    return batches


# %% single last_batch_unshuffled: the smaller last batch is cut from X and Y as they were given instead of from the shuffled ones
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    shuffled_Y = Y[:, permutation]
    batches = []
    full = m // mini_batch_size
    for k in range(full):
        part = slice(k * mini_batch_size, (k + 1) * mini_batch_size)
        batches.append((shuffled_X[:, part], shuffled_Y[:, part]))
    if m % mini_batch_size != 0:
        batches.append((X[:, full * mini_batch_size :], Y[:, full * mini_batch_size :]))
    return batches


# %% whole other_generator: the shuffle comes from np.random.default_rng(seed) instead of np.random.seed and np.random.permutation, so it is another order than the handout prescribes
def shuffle_columns(X, Y, rng):
    order = rng.permutation(X.shape[1])
    return X[:, order], Y[:, order]


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    rng = np.random.default_rng(seed)
    Xs, Ys = shuffle_columns(X, Y, rng)
    n_batches = math.ceil(X.shape[1] / mini_batch_size)
    out = []
    for i in range(n_batches):
        a = i * mini_batch_size
        b = min(a + mini_batch_size, X.shape[1])
        out.append((Xs[:, a:b], Ys[:, a:b]))
    return out


# %% whole every_nth_example: batch number i takes every n-th shuffled example from i on, where n is the number of batches, instead of a run of consecutive ones
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    """returns list of (mini_batch_X, mini_batch_Y)"""
    np.random.seed(seed)
    m = X.shape[1]
    mini_batches = []

    # Step 1: Shuffle (X, Y)
    permutation = list(np.random.permutation(m))

    # Step 2: Partition
    num = int(np.ceil(m / mini_batch_size))
    for i in range(num):
        cols = permutation[i::num]
        mini_batch_X = X[:, cols]
        mini_batch_Y = Y[:, cols]
        mini_batches.append((mini_batch_X, mini_batch_Y))

    return mini_batches
