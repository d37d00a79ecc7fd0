import numpy as np


# %% single outer_product_transposed: V is I - rho y s^T in place of I - rho s y^T
def bfgs_update(H, s, y):
    rho = 1 / (y @ s)
    V = np.eye(len(s)) - rho * np.outer(y, s)
    return V @ H @ V.T + rho * np.outer(s, s)


# %% whole dfp: it is the update of Davidon, Fletcher and Powell of the inverse Hessian in place of that of BFGS
def bfgs_update(H, s, y):
    s = np.reshape(s, (-1, 1))
    y = np.reshape(y, (-1, 1))
    Hy = H @ y
    first = (s @ s.T) / (s.T @ y).item()
    second = (Hy @ Hy.T) / (y.T @ Hy).item()
    return H + first - second
