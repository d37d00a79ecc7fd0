import numpy as np


# %% single uphill_corner: the singular vectors are those of the gradient instead of its negative, so that the step goes uphill
def cond_grad_update(Y, Z, t):
    grad = np.where(Z != 0, Y - Z, 0)
    u, s, vt = np.linalg.svd(grad)
    S = np.outer(u[:, 0], vt[0, :])
    gamma = 2 / (t + 2)
    return (1 - gamma) * Y + gamma * S


# %% whole zeros_observed_and_column_of_v: the entries that are not observed count in the gradient as zeros, and the first column of the third factor of the svd is taken instead of its first row
def gradient(Y, Z):
    # of 1/2 sum (Y - Z)^2
    return Y - Z


def corner(S):
    """the rank one matrix in the ball that goes farthest along S"""
    U, sigma, V = np.linalg.svd(S)
    return U[:, 0:1] @ V[:, 0:1].T


def cond_grad_update(Y, Z, t):
    step = 2.0 / (t + 2)
    direction = corner(-gradient(Y, Z)) - Y
    return Y + step * direction
