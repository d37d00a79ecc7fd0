import numpy as np


# %% single jacobi: all components are computed from the old x of the last sweep (the method of Jacobi) instead of the newest values
def gauss_seidel(A, b, n, x_ini=None):
    x = np.zeros(len(b)) if x_ini is None else np.array(x_ini, dtype=float)
    for _ in range(n):
        x_new = np.zeros(len(b))
        for i in range(len(b)):
            s = sum(A[i, j] * x[j] for j in range(len(b)) if j != i)
            x_new[i] = (b[i] - s) / A[i, i]
        x = x_new
    return x


# %% single diagonal_in_the_sum: the sum that is taken off contains the diagonal term A[i,i] x[i] as well, so that x[i] is set to (b[i] - A[i] x) / A[i,i]
def gauss_seidel(A, b, n, x_ini=None):
    rows = len(b)
    x = np.zeros(rows) if x_ini is None else np.array(x_ini, dtype=float)
    for _ in range(n):
        for i in range(rows):
            x[i] = (b[i] - np.dot(A[i, :], x)) / A[i, i]
    return x


# %% single start_ignored: x_ini is not used, it always starts at zero
def gauss_seidel(A, b, n, x_ini=None):
    rows, _ = A.shape
    x = np.zeros(rows)
    for _ in range(n):
        for i in range(rows):
            s1 = A[i, :i] @ x[:i]
            s2 = A[i, i + 1 :] @ x[i + 1 :]
            x[i] = (b[i] - s1 - s2) / A[i, i]
    return x


# %% whole from_the_bottom_up: the matrix is split the wrong way round, upper triangle with diagonal on the left and strictly lower on the right, so that the sweeps go from the last component to the first
def split(A):
    D_plus = np.triu(A)
    rest = A - D_plus
    return D_plus, rest


def gauss_seidel(A, b, n, x_ini=None):
    A = np.asarray(A, dtype=float)
    b = np.asarray(b, dtype=float)
    if x_ini is None:
        x_ini = np.zeros_like(b)
    M, N = split(A)
    x = np.asarray(x_ini, dtype=float)
    # x_{k+1} = M^-1 (b - N x_k)
    for k in range(n):
        x = np.linalg.solve(M, b - N @ x)
    return x


# %% whole n_single_updates: n counts single components instead of sweeps: only one component is updated in each of the n iterations, in turn
def gauss_seidel(A, b, n, x_ini=None):
    size = len(b)
    if x_ini is not None:
        x = np.copy(x_ini)
    else:
        x = np.zeros(size)

    iteration = 0
    i = 0
    while iteration < n:
        total = b[i]
        for j in range(size):
            if j == i:
                continue
            total -= A[i][j] * x[j]
        x[i] = total / A[i][i]
        i = (i + 1) % size
        iteration += 1
    return x
