"""
# 118. Deep learning courses: batches(X, y, size, drop_last=False) -> a generator of pairs
# Note: the driver makes a list of the generator.
[[question]]
name = "batches"
title = "A generator of mini-batches"
signature = "batches(X, y, size, drop_last=False)"
driver = "drivers.py:all_of"
returns = { kind = "list", each = [{ X = "array" }, { y = "array" }] }
points = 3
  [[question.case]]
  X = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 0.0]]
  y = [0, 1, 0, 1, 1]
  size = 2
  [[question.case]]
  X = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]
  y = [1, 1, 0, 1]
  size = 3
  drop_last = true
  hidden = true
"""
# %% drivers.py
def all_of(batches, X, y, size, drop_last=False):
    return list(batches(X, y, size, drop_last))

# %% solution
def batches(X, y, size, drop_last=False):
    for i in range(0, len(X), size):
        if not drop_last or i + size <= len(X):
            yield X[i : i + size], y[i : i + size]

# %% honest
def batches(X, y, size, drop_last=False):
    stop = len(X) // size * size if drop_last else len(X)
    return [(X[i : i + size], y[i : i + size]) for i in range(0, stop, size)]

# %% honest
def batches(X, y, size, drop_last=False):
    cuts = np.arange(size, len(X), size)
    pairs = zip(np.split(X, cuts), np.split(y, cuts))
    return (pair for pair in pairs if not drop_last or len(pair[1]) == size)

# %% wrong: the last batch is always dropped
def batches(X, y, size, drop_last=False):
    for i in range(len(X) // size):
        yield X[i * size : (i + 1) * size], y[i * size : (i + 1) * size]

# %% wrong: X and y are exchanged
def batches(X, y, size, drop_last=False):
    for i in range(0, len(X), size):
        yield y[i : i + size], X[i : i + size]

# %% wrong: the batches overlap
def batches(X, y, size, drop_last=False):
    for i in range(len(X)):
        yield X[i : i + size], y[i : i + size]
