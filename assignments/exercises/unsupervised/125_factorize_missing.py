"""
# 125. Recommender systems courses: mf_epoch(R, U, V, rate, lam) -> U, V, with nan in R where nobody rated
[[question]]
name = "mf_epoch"
title = "Matrix factorization on the ratings that exist"
signature = "mf_epoch(R, U, V, rate, lam)"
returns = [{ U = "array" }, { V = "array" }]
points = 4
  [[question.case]]
  R = [[5.0, nan, 1.0], [nan, 2.0, 4.0]]
  U = [[0.1, 0.2], [0.3, -0.1]]
  V = [[0.5, 0.1], [0.2, 0.2], [-0.1, 0.4]]
  rate = 0.1
  lam = 0.05
  [[question.case]]
  R = [[nan, 3.0], [4.0, nan], [1.0, 2.0]]
  U = [[0.1, 0.2], [0.3, -0.1], [0.2, 0.2]]
  V = [[0.5, 0.1], [0.2, 0.2]]
  rate = 0.05
  lam = 0.2
  hidden = true
"""
# %% solution
def mf_epoch(R, U, V, rate, lam):
    """One pass over the ratings that exist, row by row: both factors of a rating are updated from their old values."""
    ### BEGIN SOLUTION
    U, V = U.copy(), V.copy()
    for i, j in np.argwhere(~np.isnan(R)):
        error = R[i, j] - U[i] @ V[j]
        U[i], V[j] = U[i] + rate * (error * V[j] - lam * U[i]), V[j] + rate * (error * U[i] - lam * V[j])
    return U, V
    ### END SOLUTION

# %% honest
def mf_epoch(R, U, V, rate, lam):
    for i in range(R.shape[0]):
        for j in range(R.shape[1]):
            if np.isnan(R[i, j]):
                continue
            u, v = U[i].copy(), V[j].copy()
            e = R[i, j] - u @ v
            U[i] += rate * (e * v - lam * u)
            V[j] += rate * (e * u - lam * v)
    return U, V

# %% honest
def mf_epoch(R, U, V, rate, lam):
    U, V = list(map(np.array, U)), list(map(np.array, V))
    rows, cols = np.where(np.isfinite(R))
    for i, j in zip(rows, cols):
        e = R[i][j] - sum(U[i] * V[j])
        old = U[i]
        U[i] = (1 - rate * lam) * old + rate * e * V[j]
        V[j] = (1 - rate * lam) * V[j] + rate * e * old
    return np.array(U), np.array(V)

# %% wrong: V is updated with the new U
def mf_epoch(R, U, V, rate, lam):
    for i, j in np.argwhere(~np.isnan(R)):
        error = R[i, j] - U[i] @ V[j]
        U[i] += rate * (error * V[j] - lam * U[i])
        V[j] += rate * (error * U[i] - lam * V[j])
    return U, V

# %% wrong: a missing rating counts as 0
def mf_epoch(R, U, V, rate, lam):
    R = np.nan_to_num(R)
    for i in range(R.shape[0]):
        for j in range(R.shape[1]):
            error = R[i, j] - U[i] @ V[j]
            U[i], V[j] = U[i] + rate * (error * V[j] - lam * U[i]), V[j] + rate * (error * U[i] - lam * V[j])
    return U, V

# %% wrong: nan spreads
def mf_epoch(R, U, V, rate, lam):
    E = R - U @ V.T
    return U + rate * (E @ V - lam * U), V + rate * (E.T @ U - lam * V)
