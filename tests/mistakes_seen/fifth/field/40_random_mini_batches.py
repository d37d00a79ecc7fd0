import math
import numpy as np

# %% single labels_not_shuffled: the columns of X are shuffled and those of Y are not, so that the examples get the labels of others
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    mini_batches = []
    for k in range(math.ceil(m / mini_batch_size)):
        a, b = k * mini_batch_size, (k + 1) * mini_batch_size
        mini_batches.append((shuffled_X[:, a:b], Y[:, a:b]))
    return mini_batches

# %% single last_batch_filled_up: the last, incomplete mini-batch is filled up to the full size with examples that were in the one before
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    shuffled_Y = Y[:, permutation].reshape((1, m))
    mini_batches = []
    full = m // mini_batch_size
    for k in range(full):
        a, b = k * mini_batch_size, (k + 1) * mini_batch_size
        mini_batches.append((shuffled_X[:, a:b], shuffled_Y[:, a:b]))
    if m % mini_batch_size != 0:
        mini_batches.append((shuffled_X[:, -mini_batch_size:], shuffled_Y[:, -mini_batch_size:]))
    return mini_batches

# %% whole with_replacement: the order is drawn with replacement, so some examples come several times and others never
def cut(A, size):
    pieces = []
    start = 0
    while start < A.shape[1]:
        pieces.append(A[:, start:start + size])
        start += size
    return pieces


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    order = np.random.choice(m, m)
    return list(zip(cut(X[:, order], mini_batch_size), cut(Y[:, order], mini_batch_size)))

# %% whole new_order_for_each: a new permutation is drawn for every mini-batch, so the mini-batches overlap and do not go through all examples
class Batcher:
    def __init__(self, X, Y, size):
        self.X, self.Y, self.size = X, Y, size
        self.m = X.shape[1]

    def draw(self, count):
        idx = np.random.permutation(self.m)[:count]
        return self.X[:, idx], self.Y[:, idx]

    def all(self):
        left = self.m
        out = []
        while left > 0:
            count = min(self.size, left)
            out.append(self.draw(count))
            left -= count
        return out


def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    return Batcher(X, Y, mini_batch_size).all()
