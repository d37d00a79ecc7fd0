import numpy as np

# %% single column_of_vt: numpy returns V transposed, and its first column is taken instead of its first row
def cond_grad_update(Y, Z, t):
    mask = Z != 0
    grad = np.where(mask, Y - Z, 0.0)
    u, s, v = np.linalg.svd(-grad)
    S = np.outer(u[:, 0], v[:, 0])
    gamma = 2 / (t + 2)
    return (1 - gamma) * Y + gamma * S

# %% whole unobserved_entries_in_gradient: the zeros of Z are taken for ratings and not for missing entries, so the gradient is not masked
def top_pair(M, rounds=500):
    """leading singular vectors by power iterations"""
    q = np.ones(M.shape[1]) / np.sqrt(M.shape[1])
    for _ in range(rounds):
        p = M @ q
        p = p / np.linalg.norm(p)
        q = M.T @ p
        q = q / np.linalg.norm(q)
    return p, q


def cond_grad_update(Y, Z, t):
    difference = Z - Y
    left, right = top_pair(difference)
    vertex = left[:, None] * right[None, :]
    step = 2.0 / (t + 2.0)
    return Y + step * (vertex - Y)
