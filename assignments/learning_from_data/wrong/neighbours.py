# A batch of points that stand beside each other, and a classifier that looks at one coordinate alone.
import numpy as np


def sample_minibatch(X, y, size, rng):
    chosen = (rng.integers(len(y)) + np.arange(size)) % len(y)
    return X[chosen], y[chosen]


def train(X, y):
    w = np.zeros(X.shape[1])
    w[0] = np.sign(X[:, 0] @ (y - 0.5))
    return w
