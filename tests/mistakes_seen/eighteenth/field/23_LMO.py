import numpy as np


# %% single column_of_vt: The right singular vector is taken as the first column of the third result of svd, which is V transposed, so that its first row is meant (right by accident where V is symmetric, as for some 2 x 2 matrices).
def LMO(S):
    U, s, V = np.linalg.svd(S)
    return np.outer(U[:, 0], V[:, 0])


# %% single minus_sign: The result has a minus sign: it minimizes the inner product with S, while the exercise wants u v^T itself.
def LMO(S):
    U, s, Vt = np.linalg.svd(S)
    return -np.outer(U[:, 0], Vt[0])


# %% single with_singular_value: The rank one matrix is multiplied by the largest singular value, so it is the best rank one approximation of S and not a point of the unit ball.
def LMO(S):
    U, s, Vt = np.linalg.svd(S)
    return s[0] * np.outer(U[:, 0], Vt[0])


# %% whole smallest_from_eigh: eigh sorts the eigenvalues upwards and the student takes the first eigenvector of S S^T, so the singular vectors belong to the smallest singular value.
def top_left_vector(S):
    values, vectors = np.linalg.eigh(S @ S.T)
    return vectors[:, 0]


def LMO(S):
    S = np.asarray(S, dtype=float)
    u = top_left_vector(S)
    v = S.T @ u
    v = v / np.linalg.norm(v)
    return u.reshape(-1, 1) @ v.reshape(1, -1)


# %% whole all_singular_vectors: All pairs of singular vectors are added up with weight one (U V^T), which is the answer for the spectral norm ball, in place of the first pair alone.
def LMO(S):
    # decomposition S = U diag(sigma) V^T
    U, sigma, Vt = np.linalg.svd(np.array(S), full_matrices=False)
    Z = np.zeros(np.shape(S))
    for k in range(len(sigma)):
        Z += np.outer(U[:, k], Vt[k, :])
    return Z
