import numpy as np


# %% single full_gradient_is_a_sum: The full gradient at the snapshot is the sum over the samples, it is not divided by n.
def svrg(A, b, x0, eta, epochs, rng):
    n = len(b)
    snapshots = [x0]
    for _ in range(epochs):
        snapshot = snapshots[-1]
        mu = A.T @ (A @ snapshot - b)
        x = snapshot
        for i in rng.integers(n, size=n):
            g = A[i] * (A[i] @ x - b[i])
            g_snapshot = A[i] * (A[i] @ snapshot - b[i])
            x = x - eta * (g - g_snapshot + mu)
        snapshots.append(x)
    return snapshots


# %% single snapshot_gradient_not_subtracted: The step has the sample's gradient plus the full gradient; the sample's gradient at the snapshot is not subtracted, so the estimate is biased.
def svrg(A, b, x0, eta, epochs, rng):
    n = len(b)
    snapshots = [x0]
    for _ in range(epochs):
        snapshot = snapshots[-1]
        mu = A.T @ (A @ snapshot - b) / n
        x = snapshot
        for i in rng.integers(n, size=n):
            g = A[i] * (A[i] @ x - b[i])
            x = x - eta * (g + mu)
        snapshots.append(x)
    return snapshots


# %% single one_index_an_epoch: The random index is drawn once before the inner loop, so all inner steps of an epoch use the same sample.
def svrg(A, b, x0, eta, epochs, rng):
    n = len(b)
    snapshots = [x0]
    for _ in range(epochs):
        snapshot = snapshots[-1]
        mu = A.T @ (A @ snapshot - b) / n
        x = snapshot
        i = rng.integers(n)
        for _ in range(n):
            g = A[i] * (A[i] @ x - b[i])
            g_snapshot = A[i] * (A[i] @ snapshot - b[i])
            x = x - eta * (g - g_snapshot + mu)
        snapshots.append(x)
    return snapshots


# %% whole plain_sgd: The student's inner steps are plain stochastic gradient descent; the full gradient and the sample's gradient at the snapshot are not used, so the variance is not reduced.
def grad_i(A, b, x, i):
    a = A[i, :]
    return (np.dot(a, x) - b[i]) * a


def svrg(A, b, x0, eta, epochs, rng):
    n, d = A.shape
    w = np.array(x0, dtype=float)
    history = [w.copy()]
    for epoch in range(epochs):
        w_tilde = w.copy()
        # inner loop
        for t in range(n):
            i = rng.integers(n)
            w_tilde = w_tilde - eta * grad_i(A, b, w_tilde, i)
        w = w_tilde
        history.append(w.copy())
    return history


# %% whole snapshot_every_step: The student takes a new snapshot and full gradient at every inner step, so the two gradients of the sample cancel and each step is a full gradient step.
class LeastSquares:
    def __init__(self, A, b):
        self.A = A
        self.b = b
        self.n = len(b)

    def full(self, x):
        return self.A.T.dot(self.A.dot(x) - self.b) / self.n

    def one(self, x, i):
        return self.A[i] * (self.A[i].dot(x) - self.b[i])


def svrg(A, b, x0, eta, epochs, rng):
    problem = LeastSquares(A, b)
    x = x0
    out = [x0]
    for s in range(epochs):
        for k in range(problem.n):
            snapshot = x
            mu = problem.full(snapshot)
            i = rng.integers(0, problem.n)
            v = problem.one(x, i) - problem.one(snapshot, i) + mu
            x = x - eta * v
        out.append(x)
    return out
