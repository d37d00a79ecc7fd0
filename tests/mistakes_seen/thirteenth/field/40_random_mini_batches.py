import numpy as np


# %% single smaller_last_batch_dropped: the points that do not fill a whole batch at the end are left out
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    mini_batches = []
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    shuffled_Y = Y[:, permutation].reshape((1, m))
    num_complete = m // mini_batch_size
    for k in range(num_complete):
        start = k * mini_batch_size
        stop = (k + 1) * mini_batch_size
        mini_batches.append((shuffled_X[:, start:stop], shuffled_Y[:, start:stop]))
    return mini_batches


# %% whole two_shuffles_and_full_last_batch: X and Y are shuffled by two different permutations, and the last batch is filled up with points that an earlier batch had
def shuffle_columns(M):
    order = np.random.permutation(M.shape[1])
    return M[:, order]


def batch_slices(m, size):
    """slices that cover 0 ... m - 1, each of the same size"""
    slices = []
    for start in range(0, m, size):
        if start + size > m:
            start = max(0, m - size)
        slices.append(slice(start, start + size))
    return slices


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    X = shuffle_columns(X)
    Y = shuffle_columns(Y)
    return [(X[:, part], Y[:, part]) for part in batch_slices(X.shape[1], mini_batch_size)]
