"""
# 122. Numerical analysis courses: poisson(n, left) -> a sparse matrix
[[question]]
name = "poisson"
title = "The matrix of -u'' as a sparse matrix"
signature = "poisson(n, left)"
returns = "array"
points = 3
  [[question.case]]
  n = 4
  left = "dirichlet"
  [[question.case]]
  n = 6
  left = "neumann"
  hidden = true
"""
# %% solution
def poisson(n, left):
    """(n, n) with 2 on the diagonal, divided by h^2 of h = 1 / (n + 1); where left is "neumann", the first entry is 1."""
    ### BEGIN SOLUTION
    from scipy import sparse
    A = sparse.diags([-np.ones(n - 1), 2 * np.ones(n), -np.ones(n - 1)], [-1, 0, 1]).tolil()
    if left == "neumann":
        A[0, 0] = 1
    return (A * (n + 1) ** 2).tocsr()
    ### END SOLUTION

# %% honest
def poisson(n, left):
    A = 2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)
    A[0, 0] = 1 if left == "neumann" else 2
    return A * (n + 1) ** 2

# %% honest
def poisson(n, left):
    import scipy.sparse as sp
    main = np.full(n, 2.0)
    if left == "neumann":
        main[0] = 1.0
    return sp.diags_array([main, -np.ones(n - 1), -np.ones(n - 1)], offsets=[0, 1, -1], format="csc") / (1 / (n + 1)) ** 2

# %% wrong: h = 1 / n
def poisson(n, left):
    A = 2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)
    A[0, 0] = 1 if left == "neumann" else 2
    return A * n**2

# %% wrong: the boundary is ignored
def poisson(n, left):
    from scipy import sparse
    return sparse.diags([-np.ones(n - 1), 2 * np.ones(n), -np.ones(n - 1)], [-1, 0, 1]) * (n + 1) ** 2

# %% wrong: periodic
def poisson(n, left):
    A = 2 * np.eye(n) - np.roll(np.eye(n), 1, axis=1) - np.roll(np.eye(n), -1, axis=1)
    A[0, 0] = 1 if left == "neumann" else 2
    return A * (n + 1) ** 2
