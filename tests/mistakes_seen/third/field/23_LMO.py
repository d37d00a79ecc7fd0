import numpy as np

# %% single column_of_Vt: v is the first column of the V^T that np.linalg.svd returns (Vt[:, 0]) in place of its first row
def LMO(S):
    U, s, Vt = np.linalg.svd(S)
    u = U[:, 0]
    v = Vt[:, 0]
    return np.outer(u, v)

# %% single times_sigma: returns sigma_1 u v^T (the best approximation of rank one) in place of u v^T
def LMO(S):
    U, sigma, Vt = np.linalg.svd(S, full_matrices=False)
    return sigma[0] * np.outer(U[:, 0], Vt[0, :])

# %% whole signs_not_matched: u and v are taken from two independent eigendecompositions (of S S^T and of S^T S), so their signs are not matched, and the result can be -u v^T in place of u v^T
def top_eigenvector(M):
    vals, vecs = np.linalg.eigh(M)
    best = 0
    for i in range(len(vals)):
        if vals[i] > vals[best]:
            best = i
    return vecs[:, best]

def LMO(S):
    u = top_eigenvector(S @ S.T)
    v = top_eigenvector(S.T @ S)
    result = np.zeros(S.shape)
    for i in range(S.shape[0]):
        for j in range(S.shape[1]):
            result[i, j] = u[i] * v[j]
    return result

# %% whole all_singular_vectors: the sum of u_i v_i^T over all singular values (U V^T, the oracle of the spectral-norm ball) in place of the first term only
def LMO(S):
    left, sing, right = np.linalg.svd(S, full_matrices=False)
    out = 0 * S
    for k in range(len(sing)):
        out = out + left[:, [k]] @ right[[k], :]
    return out
