"""
# 109. Machine learning courses: split_data(X, y, fraction, rng) -> Split (a dataclass)
[[question]]
name = "split_data"
title = "A result that is a dataclass"
signature = "split_data(X, y, fraction, rng)"
returns = { X_train = "array", y_train = "array", X_test = "array", y_test = "array" }
points = 4
  [[question.case]]
  X = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]
  y = [0, 1, 1, 0]
  fraction = 0.6
  rng = { rng = 0 }
  [[question.case]]
  X = [[1.0], [3.0], [5.0], [7.0], [9.0], [2.0], [4.0]]
  y = [0, 1, 1, 0, 2, 2, 1]
  fraction = 0.7
  rng = { rng = 4 }
  hidden = true
"""
# %% solution
from dataclasses import dataclass


@dataclass
class Split:
    X_train: np.ndarray
    y_train: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray


def split_data(X, y, fraction, rng):
    """Return a Split: the first int(fraction n) of rng.permutation(n) are for training."""
    ### BEGIN SOLUTION
    order = rng.permutation(len(y))
    n = int(fraction * len(y))
    return Split(X[order[:n]], y[order[:n]], X[order[n:]], y[order[n:]])
    ### END SOLUTION

# %% honest
from dataclasses import dataclass
@dataclass(frozen=True, slots=True)
class Split:
    X_train: object
    y_train: object
    X_test: object
    y_test: object
def split_data(X, y, fraction, rng):
    train, test = np.split(rng.permutation(len(y)), [int(len(y) * fraction)])
    return Split(X_train=X[train], X_test=X[test], y_train=y[train].tolist(), y_test=y[test].tolist())

# %% honest
def split_data(X, y, fraction, rng):
    order = rng.permutation(np.arange(n := len(y)))
    pairs = {"train": order[: int(fraction * n)], "test": order[int(fraction * n) :]}
    return {f"{name}_{part}": data[rows] for part, rows in pairs.items() for name, data in (("X", X), ("y", y))}

# %% wrong: not shuffled
from dataclasses import dataclass
@dataclass
class Split:
    X_train: np.ndarray
    y_train: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray
def split_data(X, y, fraction, rng):
    n = int(fraction * len(y))
    return Split(X[:n], y[:n], X[n:], y[n:])

# %% wrong: X and y are shuffled apart
from dataclasses import dataclass
@dataclass
class Split:
    X_train: np.ndarray
    y_train: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray
def split_data(X, y, fraction, rng):
    n = int(fraction * len(y))
    X, y = rng.permutation(X), rng.permutation(y)
    return Split(X[:n], y[:n], X[n:], y[n:])

# %% wrong: train and test exchanged
from dataclasses import dataclass
@dataclass
class Split:
    X_train: np.ndarray
    y_train: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray
def split_data(X, y, fraction, rng):
    order = rng.permutation(len(y))
    n = int(fraction * len(y))
    return Split(X[order[n:]], y[order[n:]], X[order[:n]], y[order[:n]])
