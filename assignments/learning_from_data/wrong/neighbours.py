# A batch of points that stand beside each other, and a classifier that looks at one coordinate alone.
import numpy as np


def sample_minibatch(X, y, size, rng):
    start = rng.integers(len(y) - size + 1)
    return X[start : start + size], y[start : start + size]


def train(X, y):
    w = np.zeros(X.shape[1])
    w[0] = np.sign(X[:, 0] @ (y - 0.5))
    return w
