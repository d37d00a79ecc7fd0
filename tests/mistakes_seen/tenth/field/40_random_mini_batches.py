# %% single labels_shuffled_by_another_permutation: Y is shuffled by a second draw of the permutation, so the labels no longer belong to their points.
import numpy as np


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    mini_batches = []
    shuffled_X = X[:, list(np.random.permutation(m))]
    shuffled_Y = Y[:, list(np.random.permutation(m))].reshape((1, m))
    for k in range(0, m, mini_batch_size):
        mini_batch_X = shuffled_X[:, k : k + mini_batch_size]
        mini_batch_Y = shuffled_Y[:, k : k + mini_batch_size]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    return mini_batches

# %% whole last_batch_filled_up_from_the_one_before: The last batch is always of full size: it takes the last columns, some of which were in the batch before already.
import math
import numpy as np


def cut(A, start, size):
    end = min(start + size, A.shape[1])
    start = max(end - size, 0)
    return A[:, start:end]


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    order = np.random.permutation(X.shape[1])
    X, Y = np.take(X, order, axis=1), np.take(Y, order, axis=1)
    batches = []
    for i in range(math.ceil(X.shape[1] / mini_batch_size)):
        start = i * mini_batch_size
        batches.append((cut(X, start, mini_batch_size), cut(Y, start, mini_batch_size)))
    return batches
