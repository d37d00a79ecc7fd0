import numpy as np


def grad_i(A, b, i, x):
    return A[i] * (A[i] @ x - b[i])


def full_gradient(A, b, x):
    return A.T @ (A @ x - b) / len(b)


# %% single full_gradient_only_once: computes the full gradient once, at x0, before the loop over the epochs, and never at the later snapshots
def svrg(A, b, x0, eta, epochs, rng):
    n = len(b)
    history = [x0]
    w = x0.copy()
    mu = full_gradient(A, b, w)
    for _ in range(epochs):
        x = w.copy()
        for _ in range(n):
            i = rng.integers(n)
            x = x - eta * (grad_i(A, b, i, x) - grad_i(A, b, i, w) + mu)
        w = x
        history.append(w)
    return history


# %% single two_indices: draws a second index for the gradient at the snapshot, so that the two stochastic gradients belong to different points
def svrg(A, b, x0, eta, epochs, rng):
    n = A.shape[0]
    snapshots = [x0]
    for epoch in range(epochs):
        snap = snapshots[-1]
        full = full_gradient(A, b, snap)
        x = snap
        for k in range(n):
            g_now = grad_i(A, b, rng.integers(n), x)
            g_snap = grad_i(A, b, rng.integers(n), snap)
            x = x - eta * (g_now - g_snap + full)
        snapshots.append(x)
    return snapshots


# %% single correction_with_wrong_sign: adds the gradient at the snapshot and subtracts the full gradient: g_i(x) + g_i(snapshot) - full, instead of g_i(x) - g_i(snapshot) + full
def svrg(A, b, x0, eta, epochs, rng):
    xs = [np.array(x0)]
    for s in range(epochs):
        anchor = xs[-1]
        mu = full_gradient(A, b, anchor)
        x = anchor.copy()
        for i in rng.integers(len(b), size=len(b)):
            direction = grad_i(A, b, i, x) + grad_i(A, b, i, anchor) - mu
            x = x - eta * direction
        xs.append(x)
    return xs


# %% whole point_is_the_snapshot: x and the snapshot are one array that is updated in place, so that the two stochastic gradients always cancel and every step of an epoch goes along the same full gradient
def svrg(A, b, x0, eta, epochs, rng):
    n = len(b)
    x = np.array(x0, dtype=float)
    history = [x.copy()]
    for e in range(epochs):
        x_tilde = x
        mu = np.zeros(len(x))
        for i in range(n):
            mu += grad_i(A, b, i, x_tilde) / n
        for t in range(n):
            i = rng.integers(n)
            x -= eta * (grad_i(A, b, i, x) - grad_i(A, b, i, x_tilde) + mu)
        history.append(x.copy())
    return history


# %% whole table_of_gradients: runs SAGA: keeps the last gradient of each point in a table that is renewed at every step, instead of a snapshot and its full gradient for an epoch
def svrg(A, b, x0, eta, epochs, rng):
    n = len(b)
    x = x0
    table = np.array([grad_i(A, b, i, x0) for i in range(n)])
    out = np.zeros((epochs + 1, len(x0)))
    out[0] = x0
    for epoch in range(epochs):
        for _ in range(n):
            i = rng.integers(n)
            new = grad_i(A, b, i, x)
            x = x - eta * (new - table[i] + table.mean(axis=0))
            table[i] = new
        out[epoch + 1] = x
    return out
