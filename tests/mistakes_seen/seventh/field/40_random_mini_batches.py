import numpy as np


# %% single labels_shuffled_on_their_own: Y is shuffled by a second permutation and not by that of X, so that the labels no longer belong to their columns
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    shuffled_X = X[:, np.random.permutation(m)]
    shuffled_Y = Y[:, np.random.permutation(m)]
    batches = []
    for start in range(0, m, mini_batch_size):
        stop = start + mini_batch_size
        batches.append((shuffled_X[:, start:stop], shuffled_Y[:, start:stop]))
    return batches


# %% whole incomplete_batch_dropped: only complete batches are returned, the smaller one at the end is missing
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    order = list(np.random.permutation(X.shape[1]))
    complete = len(order) // mini_batch_size
    chunks = [order[k * mini_batch_size : (k + 1) * mini_batch_size] for k in range(complete)]
    return [(X[:, chunk], Y[:, chunk]) for chunk in chunks]
