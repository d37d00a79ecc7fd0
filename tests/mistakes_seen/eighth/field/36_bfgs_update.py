import numpy as np

# %% single outer_transposed: V = I - rho y s^T in place of I - rho s y^T, the two factors of the outer product are exchanged
def bfgs_update(H, s, y):
    rho = 1 / (y @ s)
    V = np.eye(len(s)) - rho * np.outer(y, s)
    return V @ H @ V.T + rho * np.outer(s, s)

# %% whole update_of_the_hessian: it applies the BFGS formula for the Hessian B, H + y y^T / (y.s) - H s s^T H / (s.H s), where H is the inverse Hessian
def column(z):
    return np.reshape(z, (-1, 1))


def bfgs_update(H, s, y):
    S, Y = column(s), column(y)
    Hs = H @ S
    curvature = (Y.T @ S).item()
    if curvature == 0:
        return H
    plus = (Y @ Y.T) / curvature
    minus = (Hs @ Hs.T) / (S.T @ Hs).item()
    return H + plus - minus
