import numpy as np


# %% single full_gradient_never_renewed: the full gradient is computed once at x0 and not again in later epochs
def svrg(A, b, x0, eta, epochs, rng):
    n = len(b)
    snapshot = x0
    mu = A.T @ (A @ snapshot - b) / n
    history = [x0]
    for epoch in range(epochs):
        x = snapshot
        for _ in range(n):
            i = rng.integers(n)
            g_x = A[i] * (A[i] @ x - b[i])
            g_s = A[i] * (A[i] @ snapshot - b[i])
            x = x - eta * (g_x - g_s + mu)
        snapshot = x
        history.append(snapshot)
    return history


# %% whole signs_turned_and_mean_of_epoch: the correction has the wrong sign (+ the snapshot's gradient - the full one), and the next snapshot is the mean of the inner points
def gradient_of_row(A, b, i, x):
    return (np.dot(A[i], x) - b[i]) * A[i]


def full_gradient(A, b, x):
    n = A.shape[0]
    return sum(gradient_of_row(A, b, i, x) for i in range(n)) / n


def epoch_from(A, b, snapshot, eta, rng):
    n = A.shape[0]
    mean_gradient = full_gradient(A, b, snapshot)
    x = np.array(snapshot, dtype=float)
    inner = []
    for i in rng.integers(0, n, size=n):
        # the noise of the sample at the snapshot
        noise = gradient_of_row(A, b, i, snapshot) - mean_gradient
        x = x - eta * (gradient_of_row(A, b, i, x) + noise)
        inner.append(x)
    return np.mean(inner, axis=0)


def svrg(A, b, x0, eta, epochs, rng):
    snapshots = [np.array(x0, dtype=float)]
    for _ in range(epochs):
        snapshots.append(epoch_from(A, b, snapshots[-1], eta, rng))
    return snapshots
