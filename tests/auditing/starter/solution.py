"""The solution of a first exercise with Gradescope."""

import numpy as np


def normalize(X):
    """The columns with mean 0 and standard deviation 1."""
    return (X - X.mean(axis=0)) / X.std(axis=0)


def momentum(x, v, gradient, rate=0.1, beta=0.9):
    """One step of the heavy ball; the new point and velocity."""
    v = beta * v - rate * gradient
    return x + v, v
