# A batch in which a point may stand twice, and a classifier of which the labels are the other way round.
import numpy as np


def sample_minibatch(X, y, size, rng):
    chosen = rng.integers(len(y), size=size)
    return X[chosen], y[chosen]


def train(X, y):
    return np.linalg.lstsq(X, 0.5 - y, rcond=None)[0]
