import math

import numpy as np


# %% single labels_not_shuffled: only X is shuffled, Y stays in its order, so the labels do not belong to their examples
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    mini_batches = []
    for k in range(0, m, mini_batch_size):
        mini_batches.append((shuffled_X[:, k : k + mini_batch_size], Y[:, k : k + mini_batch_size]))
    return mini_batches


# %% single last_batch_dropped: the last batch is left out where it is smaller than mini_batch_size
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    mini_batches = []
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    shuffled_Y = Y[:, permutation].reshape((1, m))
    num_complete = math.floor(m / mini_batch_size)
    for k in range(num_complete):
        mini_batch_X = shuffled_X[:, k * mini_batch_size : (k + 1) * mini_batch_size]
        mini_batch_Y = shuffled_Y[:, k * mini_batch_size : (k + 1) * mini_batch_size]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    return mini_batches


# %% single other_generator: shuffles with np.random.default_rng(seed), which gives another permutation than np.random.seed that the handout prescribes
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    rng = np.random.default_rng(seed)
    m = X.shape[1]
    order = rng.permutation(m)
    X, Y = X[:, order], Y[:, order]
    return [(X[:, k : k + mini_batch_size], Y[:, k : k + mini_batch_size]) for k in range(0, m, mini_batch_size)]


# %% whole last_batch_filled_up: the last batch is filled up to the full size with examples from the end that were in the batch before it already
def cut(A, first, count):
    return A[:, first : first + count]


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    perm = np.random.permutation(m)
    Xs = X[:, perm]
    Ys = Y[:, perm]
    batches = []
    position = 0
    while position < m:
        if position + mini_batch_size <= m:
            batches.append((cut(Xs, position, mini_batch_size), cut(Ys, position, mini_batch_size)))
        else:
            # the remaining ones
            batches.append((Xs[:, -mini_batch_size:], Ys[:, -mini_batch_size:]))
        position += mini_batch_size
    return batches


# %% whole slice_end_minus_one: ends every slice one column too early (k + size - 1 in a slice whose end is exclusive), so each full batch loses its last example
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    number_of_examples = X.shape[1]
    p = list(np.random.permutation(number_of_examples))
    X_shuffled, Y_shuffled = X[:, p], Y[:, p]
    number_of_batches = math.ceil(number_of_examples / mini_batch_size)
    result = []
    for b in range(number_of_batches):
        first = b * mini_batch_size
        last = first + mini_batch_size - 1  # last column of this batch
        if b == number_of_batches - 1:
            result.append((X_shuffled[:, first:], Y_shuffled[:, first:]))
        else:
            result.append((X_shuffled[:, first:last], Y_shuffled[:, first:last]))
    return result
