import numpy as np


# %% single full_gradient_of_the_start_only: the full gradient is computed once, at x0, in place of anew at the snapshot of each epoch
def svrg(A, b, x0, eta, epochs, rng):
    n, snapshots = len(b), [x0]
    full = A.T @ (A @ x0 - b) / n
    for _ in range(epochs):
        snapshot = x = snapshots[-1]
        for i in rng.integers(n, size=n):
            x = x - eta * (A[i] * (A[i] @ x - A[i] @ snapshot) + full)
        snapshots.append(x)
    return snapshots


# %% whole mean_of_the_inner_points: the next snapshot is the mean of the points of the epoch in place of its last point
class LeastSquaresTerms:
    """f_i(x) = (a_i x - b_i)^2 / 2"""

    def __init__(self, A, b):
        self.A, self.b = A, b

    def __len__(self):
        return len(self.b)

    def slope(self, i, x):
        return (self.A[i] @ x - self.b[i]) * self.A[i]

    def full_slope(self, x):
        return sum(self.slope(i, x) for i in range(len(self))) / len(self)


def one_epoch(terms, snapshot, eta, rng):
    mu = terms.full_slope(snapshot)
    x = snapshot
    visited = []
    for _ in range(len(terms)):
        i = rng.integers(len(terms))
        x = x - eta * (terms.slope(i, x) - terms.slope(i, snapshot) + mu)
        visited.append(x)
    return np.mean(visited, axis=0)


def svrg(A, b, x0, eta, epochs, rng):
    terms = LeastSquaresTerms(A, b)
    out = [np.array(x0, dtype=float)]
    for _ in range(epochs):
        out.append(one_epoch(terms, out[-1], eta, rng))
    return out
