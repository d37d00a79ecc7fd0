# A cycle through all batches, in which each of them comes equally often, and nothing is random.
from itertools import combinations, cycle

CYCLES = {}


def sample_minibatch(X, y, size, rng):
    batch = list(next(CYCLES.setdefault(len(y), cycle(combinations(range(len(y)), size)))))
    return X[batch], y[batch]
