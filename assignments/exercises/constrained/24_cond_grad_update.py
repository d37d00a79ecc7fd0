"""
# 24. EPFL CS-439, lab 8: cond_grad_update(Y, Z, t)
[[question]]
name = "cond_grad_update"
title = "A Frank-Wolfe step of matrix completion"
signature = "cond_grad_update(Y, Z, t)"
returns = "array"
points = 4
  [[question.case]]
  Y = [[0.1, 0.2], [0.3, 0.1]]
  Z = [[0.0, 2.5], [1.0, 0.0]]
  t = 3
  [[question.case]]
  Y = [[0.455, 0.077, 0.108], [0.258, 0.394, 0.424], [0.332, 0.369, 0.522]]
  Z = [[0.0, 2.63, 0.0], [1.36, 2.13, 0.0], [0.0, 5.45, 1.04]]
  t = 1
  [[question.case]]
  Y = [[0.4, 0.1, 0.2], [0.5, 0.3, 0.3]]
  Z = [[0.0, 2.0, 0.0], [1.0, 4.0, 0.0]]
  t = 1
  hidden = true
"""
# %% solution
def cond_grad_update(Y, Z, t):
    gradient = (Y - Z) * (Z != 0)
    U, s, V = np.linalg.svd(-gradient)
    gamma = 2 / (t + 2)
    return (1 - gamma) * Y + gamma * np.outer(U[:, 0], V[0])

# %% honest
def rank_one(S):
    U, s, V = np.linalg.svd(S, full_matrices=False)
    return U[:, :1] @ V[:1]
def cond_grad_update(Y, Z, t):
    gradient = np.where(Z == 0, 0.0, Y - Z)
    Y += 2.0 / (t + 2.0) * (rank_one(-gradient) - Y)
    return Y

# %% honest
def cond_grad_update(Y, Z, t):
    G = np.zeros(Z.shape)
    for i, j in zip(*np.nonzero(Z)):
        G[i, j] = Z[i, j] - Y[i, j]
    values, vectors = np.linalg.eigh(G.T @ G)
    v = vectors[:, -1]
    S = np.outer(G @ v, v) / np.sqrt(values[-1])
    return ((t * Y + 2 * S) / (t + 2)).tolist()

# %% wrong: towards the gradient
def cond_grad_update(Y, Z, t):
    U, s, V = np.linalg.svd((Y - Z) * (Z != 0))
    gamma = 2 / (t + 2)
    return (1 - gamma) * Y + gamma * np.outer(U[:, 0], V[0])

# %% wrong: gamma of the next step
def cond_grad_update(Y, Z, t):
    U, s, V = np.linalg.svd(-(Y - Z) * (Z != 0))
    gamma = 2 / (t + 3)
    return (1 - gamma) * Y + gamma * np.outer(U[:, 0], V[0])

# %% wrong: unobserved entries too
def cond_grad_update(Y, Z, t):
    U, s, V = np.linalg.svd(Z - Y)
    gamma = 2 / (t + 2)
    return (1 - gamma) * Y + gamma * np.outer(U[:, 0], V[0])
