"""
# 36. Numerical optimization courses: bfgs_update(H, s, y) -> H
[[question]]
name = "bfgs_update"
title = "The BFGS update of the inverse Hessian"
signature = "bfgs_update(H, s, y)"
returns = "array"
points = 4
  [[question.case]]
  H = [[1.0, 0.2], [0.2, 2.0]]
  s = [0.5, -0.2]
  y = [0.7, 0.1]
  [[question.case]]
  H = [[1.0, 0.0, 0.1], [0.0, 0.5, 0.2], [0.1, 0.2, 1.5]]
  s = [0.3, 0.4, -0.1]
  y = [0.6, 0.2, 0.1]
  hidden = true
"""
# %% solution
def bfgs_update(H, s, y):
    rho = 1 / (y @ s)
    V = np.eye(len(s)) - rho * np.outer(s, y)
    return V @ H @ V.T + rho * np.outer(s, s)

# %% honest
def bfgs_update(H, s, y):
    sy, Hy = s.dot(y), H.dot(y)
    return H + (sy + y.dot(Hy)) / sy**2 * np.outer(s, s) - (np.outer(Hy, s) + np.outer(s, Hy)) / sy

# %% honest
def bfgs_update(H, s, y):
    n = range(len(s))
    rho = 1.0 / sum(s[i] * y[i] for i in n)
    V = [[(i == j) - rho * s[i] * y[j] for j in n] for i in n]
    return [[sum(V[i][k] * H[k][l] * V[j][l] for k in n for l in n) + rho * s[i] * s[j] for j in n] for i in n]

# %% wrong: without the last term
def bfgs_update(H, s, y):
    V = np.eye(len(s)) - np.outer(s, y) / (y @ s)
    return V @ H @ V.T

# %% wrong: s and y exchanged
def bfgs_update(H, s, y):
    rho = 1 / (y @ s)
    V = np.eye(len(s)) - rho * np.outer(y, s)
    return V @ H @ V.T + rho * np.outer(y, y)

# %% wrong: the transpose on the other side
def bfgs_update(H, s, y):
    rho = 1 / (y @ s)
    V = np.eye(len(s)) - rho * np.outer(s, y)
    return V.T @ H @ V + rho * np.outer(s, s)
