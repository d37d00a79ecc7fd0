import numpy as np

# %% single factor_two: the result has a factor 2, 2 ||A^T A|| / n (the constant of ||Ax-b||^2/n) in place of ||A^T A|| / n (that of ||Ax-b||^2/(2n))
def calculate_L(b, A):
    n = A.shape[0]
    largest = np.linalg.eigvalsh(A.T @ A).max()
    return 2 * largest / n

# %% single smallest_eigenvalue: the first, that is the smallest, eigenvalue of A^T A / n is returned in place of the largest (eigh sorts them in ascending order)
def calculate_L(b, A):
    hessian = A.T.dot(A) / len(b)
    eigenvalues, _ = np.linalg.eigh(hessian)
    return eigenvalues[0]

# %% whole largest_row: the largest squared norm of a row of A (the constant of a single sample's loss, as for SGD) is returned, without the mean over samples, in place of the largest eigenvalue of A^T A / n
def sq_norm(v):
    s = 0.0
    for entry in v:
        s += entry**2
    return s


def calculate_L(b, A):
    """Each f_i(x) = 1/2 (a_i x - b_i)^2 is ||a_i||^2 smooth, take the worst one."""
    L = 0.0
    for i in range(len(b)):
        L_i = sq_norm(A[i])
        if L_i > L:
            L = L_i
    print("L =", L)
    return L

# %% whole frobenius: the squared Frobenius norm of A (sum of all squared entries, the sum of all squared singular values) over n in place of the squared spectral norm (the largest singular value squared) over n
def matrix_norm(M):
    return np.sqrt(np.sum(np.abs(M) ** 2))


def calculate_L(b, A):
    num_samples = b.size
    return matrix_norm(A) ** 2 / num_samples
