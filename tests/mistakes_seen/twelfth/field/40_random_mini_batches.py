import math

import numpy as np


# %% single two_permutations: X and Y are shuffled by two different permutations in place of the same one, so the columns and their labels come apart
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    X = X[:, np.random.permutation(m)]
    Y = Y[:, np.random.permutation(m)]
    starts = range(0, m, mini_batch_size)
    return [(X[:, k : k + mini_batch_size], Y[:, k : k + mini_batch_size]) for k in starts]


# %% whole last_batch_filled_up: an incomplete last batch is filled up to the full size with columns of the batch before, the last mini_batch_size columns in place of the columns that are left
def shuffle_together(X, Y, seed):
    np.random.seed(seed)
    order = np.random.permutation(X.shape[1])
    return X[:, order], Y[:, order]


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    X_s, Y_s = shuffle_together(X, Y, seed)
    batches = []

    # the complete ones
    num_complete = math.floor(m / mini_batch_size)
    for k in range(num_complete):
        begin = k * mini_batch_size
        end = begin + mini_batch_size
        batches.append((X_s[:, begin:end], Y_s[:, begin:end]))

    # the end case: last batch
    if m % mini_batch_size != 0:
        batches.append((X_s[:, -mini_batch_size:], Y_s[:, -mini_batch_size:]))
    return batches
