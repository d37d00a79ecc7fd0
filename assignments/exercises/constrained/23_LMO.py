"""
# 23. EPFL CS-439, lab 8: LMO(S), the rank one matrix of the largest singular value
[[question]]
name = "LMO"
title = "Linear minimization over the nuclear norm ball"
signature = "LMO(S)"
returns = "array"
points = 3
  [[question.case]]
  S = [[3.0, 1.0], [0.5, 2.0]]
  [[question.case]]
  S = [[0.341, 0.77, 1.08], [-0.258, 0.263, 0.141], [0.111, 0.246, -0.522]]
  [[question.case]]
  S = [[0.3, 1.0, 2.0], [-0.5, 0.2, 0.1]]
  hidden = true
"""
# %% solution
def LMO(S):
    U, s, V = np.linalg.svd(S)
    return np.outer(U[:, 0], V[0])

# %% honest
def LMO(S):
    values, vectors = np.linalg.eigh(S @ S.T)
    u = vectors[:, -1]
    return np.outer(u, u @ S) / np.sqrt(values[-1])

# %% honest
def LMO(S):
    v = np.arange(1.0, S.shape[1] + 1)
    for _ in range(200):
        v = S.T @ (S @ v)
        v /= np.linalg.norm(v)
    u = S @ v
    return (u / np.linalg.norm(u)).reshape(-1, 1) @ v.reshape(1, -1)

# %% wrong: sign
def LMO(S):
    U, s, V = np.linalg.svd(S)
    return -np.outer(U[:, 0], V[0])

# %% wrong: times the singular value
def LMO(S):
    U, s, V = np.linalg.svd(S)
    return s[0] * np.outer(U[:, 0], V[0])

# %% wrong: a column of V in place of a row
def LMO(S):
    U, s, V = np.linalg.svd(S)
    return np.outer(U[:, 0], V[:, 0])
