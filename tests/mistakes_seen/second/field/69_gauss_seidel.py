import numpy as np


# %% single later_unknowns_left_out: subtracts only the terms left of the diagonal; those of the unknowns that come later are forgotten
def gauss_seidel(A, b, n, x_ini=None):
    x = np.zeros(len(b)) if x_ini is None else np.array(x_ini, dtype=float)
    for _ in range(n):
        for i in range(len(b)):
            s = 0.0
            for j in range(i):
                s += A[i, j] * x[j]
            x[i] = (b[i] - s) / A[i, i]
    return x


# %% single right_side_overwritten: subtracts the other terms from b[i] in place, so that b is not the given right side any more from the second sweep on
def gauss_seidel(A, b, n, x_ini=None):
    m = len(b)
    b = np.array(b, dtype=float)
    x = np.zeros(m) if x_ini is None else np.array(x_ini, dtype=float)
    for sweep in range(n):
        for i in range(m):
            for j in range(m):
                if i != j:
                    b[i] -= A[i][j] * x[j]
            x[i] = b[i] / A[i][i]
    return x


# %% single diagonal_not_taken_out: subtracts the whole row times x, with the term of the diagonal, so that x[i] becomes the residual over the diagonal instead of the new value
def gauss_seidel(A, b, n, x_ini=None):
    x = np.zeros_like(b, dtype=float) if x_ini is None else x_ini.copy()
    for k in range(n):
        for i in range(A.shape[0]):
            x[i] = (b[i] - np.dot(A[i, :], x)) / A[i, i]
    return x


# %% whole all_at_once: all unknowns of a sweep are computed from the point before the sweep (the method of Jacobi)
def gauss_seidel(A, b, n, x_ini=None):
    x = np.zeros(len(b)) if x_ini is None else np.asarray(x_ini, dtype=float)
    D = np.diag(A)
    R = A - np.diagflat(D)
    for k in range(n):
        x = (b - R @ x) / D
    return x


# %% whole split_the_wrong_way_from_zero: swaps the parts of the splitting: solves with the upper triangle and multiplies the lower one (a sweep from the last unknown to the first); and x_ini is never used
def gauss_seidel(A, b, n, x_ini=None):
    U = np.triu(A)
    L = np.tril(A, k=-1)
    Uinv = np.linalg.inv(U)
    x = np.zeros(A.shape[1])
    it = 0
    while it < n:
        x = Uinv.dot(b - L.dot(x))
        it += 1
    return x
