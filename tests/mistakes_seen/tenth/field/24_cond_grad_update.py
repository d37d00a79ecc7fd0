# %% single column_of_the_transposed_factor: np.linalg.svd returns V transposed, and the first column of that is taken instead of its first row.
import numpy as np


def cond_grad_update(Y, Z, t):
    mask = Z != 0
    grad = np.where(mask, Y - Z, 0.0)
    U, S, V = np.linalg.svd(-grad)
    u, v = U[:, 0], V[:, 0]
    gamma = 2 / (t + 2)
    return (1 - gamma) * Y + gamma * np.outer(u, v)

# %% whole goes_to_the_vertex_uphill: The singular vectors are those of the gradient and not of its negative, so the step goes to the vertex at which the linear model is largest.
import numpy as np


def leading_pair(G, rounds=2000):
    v = np.arange(1.0, G.shape[1] + 1)
    v = v / np.linalg.norm(v)
    for _ in range(rounds):
        v = G.T @ (G @ v)
        v /= np.linalg.norm(v)
    u = G @ v
    return u / np.linalg.norm(u), v


def cond_grad_update(Y, Z, t):
    G = np.zeros_like(Y)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            if Z[i, j] != 0:
                G[i, j] = Y[i, j] - Z[i, j]
    u, v = leading_pair(G)
    vertex = u[:, None] * v[None, :]
    gamma = 2.0 / (2.0 + t)
    return Y + gamma * (vertex - Y)
