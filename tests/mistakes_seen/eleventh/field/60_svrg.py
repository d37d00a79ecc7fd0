import numpy as np

# %% single snapshot_stays: the snapshot and its full gradient are computed once from x0 and never renewed at the start of the later epochs
def svrg(A, b, x0, eta, epochs, rng):
    n = len(b)
    x_tilde = x0.copy()
    mu = A.T @ (A @ x_tilde - b) / n
    x = x0.copy()
    snapshots = [x0]
    for s in range(epochs):
        for t in range(n):
            i = rng.integers(n)
            g_x = A[i] * (A[i] @ x - b[i])
            g_tilde = A[i] * (A[i] @ x_tilde - b[i])
            x = x - eta * (g_x - g_tilde + mu)
        snapshots.append(x)
    return snapshots

# %% whole saga: SAGA instead of SVRG, a table of the points' gradients is renewed (and with it the mean) in every inner step, while the reference gradients should stay those of the epoch's snapshot
def svrg(A, b, x0, eta, epochs, rng):
    n = A.shape[0]

    def point_gradient(i, x):
        return (A[i].dot(x) - b[i]) * A[i]

    history = [np.array(x0, dtype=float)]
    for epoch in range(epochs):
        current = history[-1].copy()
        table = np.array([point_gradient(i, current) for i in range(n)])
        for pick in rng.integers(0, n, size=n):
            fresh = point_gradient(pick, current)
            direction = fresh - table[pick] + table.mean(axis=0)
            table[pick] = fresh     # remember the newest gradient of this point
            current = current - eta * direction
        history.append(current)
    return history
