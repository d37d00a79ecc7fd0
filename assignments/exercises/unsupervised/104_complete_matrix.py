"""
# 104. Recommender systems courses: complete_matrix(R, U, V, lam) -> U, V, rmse
[[question]]
name = "complete_matrix"
title = "Matrix factorization with missing ratings"
signature = "complete_matrix(R, U, V, lam)"
returns = [{ U = "array" }, { V = "array" }, { rmse = "number" }]
points = 6
  [[question.case]]
  R = { file = "data/ratings.npz", key = "small" }
  U = [[1.0], [0.5], [2.0]]
  V = [[1.0], [0.3], [2.0]]
  lam = 0.1
  [[question.case]]
  R = { file = "data/hidden.npz", key = "large" }
  U = [[1.0, 0.2], [0.5, 1.0], [2.0, 0.1], [0.3, 0.3]]
  V = [[1.0, 0.5], [0.3, 1.0], [2.0, 0.0]]
  lam = 0.7
  hidden = true
"""
# %% data/ratings.npz
small = np.array([[1.0, 2.0, np.nan], [np.nan, 0.5, 3.0], [2.0, np.nan, 4.0]])

# %% data/hidden.npz
large = np.array([[2.0, 3.0, np.nan], [np.nan, 1.5, 4.0], [3.0, np.nan, 5.0], [3.0, np.nan, 1.0]])

# %% solution
def complete_matrix(R, U, V, lam):
    """One round of alternating least squares: all rows of U, then all of V; missing ratings are nan."""
    ### BEGIN SOLUTION
    known = ~np.isnan(R)
    U, V, k = U.copy(), V.copy(), U.shape[1]
    for i in range(len(U)):
        A = V[known[i]]
        U[i] = np.linalg.solve(A.T @ A + lam * np.eye(k), A.T @ R[i, known[i]])
    for j in range(len(V)):
        A = U[known[:, j]]
        V[j] = np.linalg.solve(A.T @ A + lam * np.eye(k), A.T @ R[known[:, j], j])
    return U, V, np.sqrt(np.mean((R - U @ V.T)[known] ** 2))
    ### END SOLUTION

# %% honest
def complete_matrix(R, U, V, lam):
    M = np.isfinite(R).astype(float)
    Z = np.nan_to_num(R)
    k = U.shape[1]
    half = lambda Z, M, V: np.array([np.linalg.inv((V * m[:, None]).T @ V + lam * np.eye(k)) @ (V.T @ z) for z, m in zip(Z, M)])
    U = half(Z, M, V)
    V = half(Z.T, M.T, U)
    return U, V, np.sqrt((M * (Z - U @ V.T) ** 2).sum() / M.sum())

# %% honest
def complete_matrix(R, U, V, lam):
    k = U.shape[1]
    for side, other, ratings in ((U, V, R), (V, U, R.T)):
        for row, rated in zip(side, ratings):
            seen = [n for n in range(len(rated)) if rated[n] == rated[n]]
            A = np.vstack([other[seen], np.sqrt(lam) * np.eye(k)])
            row[:] = np.linalg.lstsq(A, np.append(rated[seen], np.zeros(k)), rcond=None)[0]
    return U, V, np.nanmean((R - U @ V.T) ** 2) ** 0.5

# %% wrong: missing is 0
def complete_matrix(R, U, V, lam):
    R = np.nan_to_num(R)
    I = lam * np.eye(U.shape[1])
    U = np.linalg.solve(V.T @ V + I, V.T @ R.T).T
    V = np.linalg.solve(U.T @ U + I, U.T @ R).T
    return U, V, np.sqrt(np.mean((R - U @ V.T) ** 2))

# %% wrong: V from the old U
def complete_matrix(R, U, V, lam):
    known, k, old = ~np.isnan(R), U.shape[1], U
    U, V = U.copy(), V.copy()
    for i in range(len(U)):
        A = V[known[i]]
        U[i] = np.linalg.solve(A.T @ A + lam * np.eye(k), A.T @ R[i, known[i]])
    for j in range(len(V)):
        A = old[known[:, j]]
        V[j] = np.linalg.solve(A.T @ A + lam * np.eye(k), A.T @ R[known[:, j], j])
    return U, V, np.sqrt(np.mean((R - U @ V.T)[known] ** 2))

# %% wrong: the error over all entries
def complete_matrix(R, U, V, lam):
    known = ~np.isnan(R)
    U, V, k = U.copy(), V.copy(), U.shape[1]
    for i in range(len(U)):
        A = V[known[i]]
        U[i] = np.linalg.solve(A.T @ A + lam * np.eye(k), A.T @ R[i, known[i]])
    for j in range(len(V)):
        A = U[known[:, j]]
        V[j] = np.linalg.solve(A.T @ A + lam * np.eye(k), A.T @ R[known[:, j], j])
    return U, V, np.sqrt(np.nansum((R - U @ V.T) ** 2) / R.size)
