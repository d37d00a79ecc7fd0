"""Functions that the exercises are called with."""

import jax.numpy as jnp
import numpy as np


def exponential(x):
    return jnp.exp(x) - 2 * x


def halving(k, start=0.5):
    """The step size of step k, which counts from 0."""
    return start / 2**k


def onto_ball(x, radius=1.0):
    return np.asarray(x) * min(1.0, radius / np.linalg.norm(x))


def vertex(x, target):
    """The corner of the simplex that is best for the squared distance to `target`, linearised at x."""
    return np.eye(len(x))[np.argmin(np.asarray(x) - target)]


def compute_cost(X, y, w, b):
    return np.mean((X @ w + b - y) ** 2) / 2


def compute_gradient(X, y, w, b):
    error = X @ w + b - y
    return np.mean(error), X.T @ error / len(y)
