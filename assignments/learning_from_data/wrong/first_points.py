# The first points in every batch, and a classifier that was not trained.
import numpy as np


def sample_minibatch(X, y, size, rng):
    return X[:size], y[:size]


def train(X, y):
    return np.ones(X.shape[1])
