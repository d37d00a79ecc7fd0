import numpy as np

# %% single transposed_v: V is made with outer(y, s), so that the factors are exchanged
def bfgs_update(H, s, y):
    rho = 1 / (y @ s)
    V = np.eye(len(s)) - rho * np.outer(y, s)
    return V @ H @ V.T + rho * np.outer(s, s)

# %% single last_term_missing: rho s s^T is forgotten
def bfgs_update(H, s, y):
    rho = 1 / np.dot(y, s)
    V = np.eye(len(s)) - rho * np.outer(s, y)
    return V @ H @ V.T

# %% single rho_not_inverted: rho is y^T s and not its inverse
def bfgs_update(H, s, y):
    rho = y @ s
    I = np.eye(len(s))
    return (I - rho * np.outer(s, y)) @ H @ (I - rho * np.outer(y, s)) + rho * np.outer(s, s)

# %% single one_side_only: H is multiplied by V from the left alone
def bfgs_update(H, s, y):
    rho = 1 / (y @ s)
    V = np.eye(len(s)) - rho * np.outer(s, y)
    return V @ H + rho * np.outer(s, s)

# %% single outer_y: the last term has y y^T in place of s s^T
def bfgs_update(H, s, y):
    rho = 1.0 / s.dot(y)
    V = np.eye(s.size) - rho * np.outer(s, y)
    return V.dot(H).dot(V.T) + rho * np.outer(y, y)

# %% whole hessian_update: the update of the Hessian and not of its inverse
def bfgs_update(H, s, y):
    Hs = H @ s
    return H - np.outer(Hs, Hs) / (s @ Hs) + np.outer(y, y) / (y @ s)

# %% whole dfp: the update of Davidon, Fletcher and Powell
def bfgs_update(H, s, y):
    # rank-two update of the inverse Hessian
    s = s.reshape(-1, 1)
    y = y.reshape(-1, 1)
    first = s @ s.T / (y.T @ s)
    Hy = H @ y
    second = Hy @ Hy.T / (y.T @ Hy)
    return H + first - second

# %% whole expanded_with_slip: the expanded formula, in which the term s s^T / y^T s is missing
def bfgs_update(H, s, y):
    ys = float(np.dot(y, s))
    yHy = float(np.dot(y, np.dot(H, y)))
    term1 = yHy / ys**2 * np.outer(s, s)
    term2 = (np.outer(np.dot(H, y), s) + np.outer(s, np.dot(y, H))) / ys
    return H + term1 - term2
