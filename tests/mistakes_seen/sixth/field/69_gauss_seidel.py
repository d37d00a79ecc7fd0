import numpy as np


# %% single parentheses_missing: only A[i] @ x is divided by the diagonal entry and b[i] is not, as the parentheses around the difference are missing
def gauss_seidel(A, b, n, x_ini=None):
    x = np.zeros(len(b)) if x_ini is None else np.array(x_ini, dtype=float)
    for _ in range(n):
        for i in range(len(b)):
            x[i] += b[i] - A[i] @ x / A[i, i]
    return x


# %% whole n_single_updates: n is taken for the number of updates of single components in place of the number of sweeps over all of them
def gauss_seidel(A, b, n, x_ini=None):
    rows, _ = A.shape
    x = [0.0] * rows
    if x_ini is not None:
        x = [float(entry) for entry in x_ini]
    i = 0
    for update in range(n):
        others = sum(A[i, j] * x[j] for j in range(rows) if j != i)
        x[i] = (b[i] - others) / A[i, i]
        i = i + 1 if i + 1 < rows else 0
    return np.array(x)
