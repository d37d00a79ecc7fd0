import numpy as np

# %% single upper_part_missing: the sum takes only the entries left of the diagonal; the entries right of it, with the old values, are forgotten
def gauss_seidel(A, b, n, x_ini=None):
    x = np.zeros(len(b)) if x_ini is None else x_ini
    for _ in range(n):
        for i in range(len(b)):
            x[i] = (b[i] - A[i, :i] @ x[:i]) / A[i, i]
    return x

# %% whole brackets_missing: only b[i] is divided by the diagonal entry, not the sum that is subtracted from it (brackets missing)
def row_sum(row, x, skip):
    return sum(a * v for j, (a, v) in enumerate(zip(row, x)) if j != skip)


def gauss_seidel(A, b, n, x_ini=None):
    size = A.shape[0]
    if x_ini is None:
        x = np.zeros(size)
    else:
        x = np.array(x_ini, dtype=float)
    sweep = 0
    while sweep < n:
        for i in range(size):
            x[i] = b[i] / A[i, i] - row_sum(A[i], x, i)
        sweep += 1
    return x
