import numpy as np


# %% single factors_in_wrong_order: H stands between V transposed on the left and V on the right, the other way round
def bfgs_update(H, s, y):
    rho = 1.0 / np.dot(y, s)
    I = np.eye(len(s))
    V = I - rho * np.outer(s, y)
    return V.T @ H @ V + rho * np.outer(s, s)


# %% whole update_of_the_hessian: the formula that updates the Hessian B is applied to its inverse H
def rank_one(v, scale):
    return np.outer(v, v) / scale


def bfgs_update(H, s, y):
    Hs = H @ s
    # take away what was known along s, and put in what y says
    plus = rank_one(y, np.dot(y, s))
    minus = rank_one(Hs, np.dot(s, Hs))
    return H + plus - minus
