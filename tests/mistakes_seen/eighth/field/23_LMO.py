import numpy as np

# %% single smallest_singular_value: the pair of singular vectors is chosen by argmin of the singular values, the smallest one, in place of the largest
def LMO(S):
    U, s, V = np.linalg.svd(S)
    k = np.argmin(s)
    return np.outer(U[:, k], V[k])

# %% whole largest_entry_norm: the singular vectors of the power iteration are normalized by their largest entry in place of their Euclidean norm, so the matrix has the wrong scale
def normalize(z):
    return z / np.max(np.abs(z))


def top_pair(S, rounds=300):
    right = normalize(S.T @ np.ones(S.shape[0]))
    left = None
    for _ in range(rounds):
        left = normalize(S @ right)
        right = normalize(S.T @ left)
    return left, right


def LMO(S):
    left, right = top_pair(S)
    result = np.zeros(S.shape)
    for i in range(S.shape[0]):
        for j in range(S.shape[1]):
            result[i, j] = left[i] * right[j]
    return result
