import numpy as np


# %% single full_gradient_not_divided: the full gradient at the snapshot is the sum over the points and not their mean
def svrg(A, b, x0, eta, epochs, rng):
    def slope(i, x):
        return (A[i] @ x - b[i]) * A[i]

    n = len(b)
    snapshots = [x0]
    for _ in range(epochs):
        snapshot = snapshots[-1]
        full = sum(slope(i, snapshot) for i in range(n))
        x = snapshot
        for _ in range(n):
            i = rng.integers(n)
            x = x - eta * (slope(i, x) - slope(i, snapshot) + full)
        snapshots.append(x)
    return snapshots


# %% whole snapshot_never_renewed: snapshot and full gradient are those of x0 in all epochs, they are not renewed at the beginning of an epoch
def svrg(A, b, x0, eta, epochs, rng):
    n = A.shape[0]
    anchor = np.array(x0, dtype=float)
    mu = A.T.dot(A.dot(anchor) - b) / n
    x = anchor.copy()
    history = [anchor.copy()]
    for epoch in range(epochs):
        for i in rng.integers(0, n, size=n):
            now = A[i] * (A[i].dot(x) - b[i])
            then = A[i] * (A[i].dot(anchor) - b[i])
            x = x - eta * (now - then + mu)
        history.append(x.copy())
    return np.stack(history)
