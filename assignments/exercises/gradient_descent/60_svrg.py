"""
# 60. Technion 096336 and many: svrg(...) with random indices
# Note: courses name the arguments differently; the indices come from the generator that is an argument.
[[question]]
name = "svrg"
title = "Stochastic gradients with reduced variance"
signature = "svrg(A, b, x0, eta, epochs, rng)"
returns = "history"
check = "checks.py:reduces_variance"
runs = 100
points = 6
  [[question.case]]
  A = [[1.0, 2.0], [0.5, -1.0], [2.0, 0.3]]
  b = [1.0, -1.0, 0.5]
  x0 = [0.2, -0.3]
  eta = 0.1
  epochs = 3
  rng = { rng = 3 }
  [[question.case]]
  A = [[1.0, 0.2], [0.3, -1.0]]
  b = [0.7, 0.4]
  x0 = [1.0, 1.0]
  eta = 0.2
  epochs = 2
  rng = { rng = 5 }
  hidden = true
"""
# %% checks.py
from grader.p_values import combine, of_counts

def svrg_epochs(A, b, x, eta):
    """Where an epoch of n inner steps from x may end, and how it may get there."""
    full, ends = A.T @ (A @ x - b) / len(b), [(x, ())]
    for _ in range(len(b)):
        ends = [(w - eta * (A[i] * (A[i] @ w - A[i] @ x) + full), (*path, i)) for w, path in ends for i in range(len(b))]
    return ends

def reduces_variance(results, *, arguments, expected):
    A, b, x0, eta, epochs = (arguments[name] for name in ("A", "b", "x0", "eta", "epochs"))
    firsts = []
    for snapshots in results:
        if np.shape(snapshots) != (epochs + 1, len(x0)) or not np.allclose(snapshots[0], x0):
            return 0, f"A history of shape {(epochs + 1, len(x0))} was asked for, which begins with x0."
        for k in range(epochs):
            ends = svrg_epochs(A, b, np.asarray(snapshots[k]), eta)
            gaps = [np.abs(end - snapshots[k + 1]).max() for end, _ in ends]
            if min(gaps) > 1e-4:
                return 0, f"Epoch {k + 1} ends where no {len(b)} inner steps from its snapshot lead."
            firsts.append(ends[int(np.argmin(gaps))][1])
    counts = [np.bincount([path[j] for path in firsts], minlength=len(b)) for j in range(1, len(b))]  # the first index of an epoch changes nothing
    rates = [1 / len(b)] * len(b)
    return combine(of_counts(c, rates) for c in counts), f"The second index of an epoch was drawn {counts[0]} times."

# %% solution
def svrg(A, b, x0, eta, epochs, rng):
    n, snapshots = len(b), [x0]
    for _ in range(epochs):
        snapshot = x = snapshots[-1]
        full = A.T @ (A @ snapshot - b) / n
        for i in rng.integers(n, size=n):
            x = x - eta * (A[i] * (A[i] @ x - A[i] @ snapshot) + full)
        snapshots.append(x)
    return snapshots

# %% honest
def component_gradient(A, b, i, x):
    return A[i] * (A[i] @ x - b[i])
def svrg(A, b, x0, eta, epochs, rng):
    xs = np.zeros((epochs + 1, len(x0)))
    xs[0] = x0
    for s in range(epochs):
        mu = np.mean([component_gradient(A, b, i, xs[s]) for i in range(len(b))], axis=0)
        x = xs[s].copy()
        for _ in range(len(b)):
            i = rng.choice(len(b))
            x -= eta * (component_gradient(A, b, i, x) - component_gradient(A, b, i, xs[s]) + mu)
        xs[s + 1] = x
    return xs

# %% honest
def svrg(A, b, x0, eta, epochs, rng):
    history, m = [x0.tolist()], len(b)
    for _ in range(epochs):
        anchor = np.array(history[-1])
        residual = A @ anchor - b
        full = sum(r * a for r, a in zip(residual, A)) / m
        x = np.array(history[-1])
        for u in rng.random(m):
            i = int(u * m)
            x = x - eta * ((A[i] @ x - b[i]) * A[i] - residual[i] * A[i] + full)
        history.append(list(x))
    return tuple(history)

# %% wrong: plain stochastic gradients
def svrg(A, b, x0, eta, epochs, rng):
    n, snapshots = len(b), [x0]
    for _ in range(epochs):
        x = snapshots[-1]
        for i in rng.integers(n, size=n):
            x = x - eta * A[i] * (A[i] @ x - b[i])
        snapshots.append(x)
    return snapshots

# %% wrong: the last index is never drawn
def svrg(A, b, x0, eta, epochs, rng):
    n, snapshots = len(b), [x0]
    for _ in range(epochs):
        snapshot = x = snapshots[-1]
        full = A.T @ (A @ snapshot - b) / n
        for i in rng.integers(n - 1, size=n):
            x = x - eta * (A[i] * (A[i] @ x - A[i] @ snapshot) + full)
        snapshots.append(x)
    return snapshots

# %% wrong: the full gradient alone
def svrg(A, b, x0, eta, epochs, rng):
    n, snapshots = len(b), [x0]
    for _ in range(epochs):
        x = snapshots[-1]
        full = A.T @ (A @ x - b) / n
        for _ in range(n):
            x = x - eta * full
        snapshots.append(x)
    return snapshots
