import numpy as np

# %% single singular_value: the rank-one matrix u v^T is multiplied with the largest singular value s[0] of the negative gradient in place of having norm 1 (it leaves the unit ball)
def cond_grad_update(Y, Z, t):
    mask = Z != 0
    grad = mask * (Y - Z)
    u, s, vt = np.linalg.svd(-grad, full_matrices=False)
    S = s[0] * np.outer(u[:, 0], vt[0, :])
    gamma = 2.0 / (2.0 + t)
    return (1 - gamma) * Y + gamma * S

# %% single last_vectors: the singular vectors of the smallest singular value (last column of U, last row of V^T of the thin SVD) are taken in place of those of the largest
def cond_grad_update(Y, Z, t):
    G = np.where(Z != 0, Z - Y, 0)
    U, sigma, Vt = np.linalg.svd(G, full_matrices=False)
    u_top = U[:, -1]
    v_top = Vt[-1]
    step = 2 / (t + 2)
    return Y + step * (np.outer(u_top, v_top) - Y)

# %% whole no_shrink: Y + gamma u v^T is returned, Y is not multiplied with 1 - gamma (in place of the convex combination (1 - gamma) Y + gamma u v^T)
def masked_gradient(Y, Z):
    G = np.zeros_like(Y)
    rows, cols = Z.shape
    for r in range(rows):
        for c in range(cols):
            if Z[r, c] != 0:
                G[r, c] = Y[r, c] - Z[r, c]
    return G


def lmo(G):
    """argmin over the nuclear norm ball"""
    left, _, right = np.linalg.svd(G)
    return -left[:, [0]].dot(right[[0], :])


def cond_grad_update(Y, Z, t):
    direction = lmo(masked_gradient(Y, Z))
    gamma = 2 / (t + 2)
    for r in range(Y.shape[0]):
        for c in range(Y.shape[1]):
            Y[r, c] = Y[r, c] + gamma * direction[r, c]
    return Y

# %% whole plain_gradient: an ordinary gradient step Y - gamma * gradient with the step size 2/(t+2), no linear minimisation (no SVD, no rank-one matrix), in place of the Frank-Wolfe step
def cond_grad_update(Y, Z, t):
    observed = [(i, j) for i in range(Z.shape[0]) for j in range(Z.shape[1]) if Z[i, j]]
    gamma = 2 / (t + 2)
    Y_new = Y.copy()
    for (i, j) in observed:
        Y_new[i, j] = Y[i, j] - gamma * (Y[i, j] - Z[i, j])
    print("updated", len(observed), "entries, gamma =", gamma)
    return Y_new
