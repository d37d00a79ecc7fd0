"""
# 89. Convex optimization courses: lipschitz_constant(A, v, its) -> L
[[question]]
name = "lipschitz_constant"
title = "The Lipschitz constant of the gradient by the power method"
signature = "lipschitz_constant(A, v, its)"
returns = "number"
points = 3
  [[question.case]]
  A = [[2.0, 1.0], [0.0, 1.0], [1.0, -1.0]]
  v = [1.0, 0.2]
  its = 5
  [[question.case]]
  A = [[0.5, 1.0, 0.1], [2.0, 0.3, -1.0]]
  v = [0.1, 0.2, 1.0]
  its = 9
  hidden = true
"""
# %% solution
def lipschitz_constant(A, v, its):
    """Return the largest eigenvalue of A'A after its steps of the power method from v."""
    ### BEGIN SOLUTION
    for _ in range(its):
        v = A.T @ (A @ v)
        v = v / np.linalg.norm(v)
    return v @ (A.T @ (A @ v))
    ### END SOLUTION

# %% honest
def lipschitz_constant(A, v, its):
    M = A.T @ A
    for _ in range(its):
        v = M @ v
    return (v @ M @ v) / (v @ v)

# %% honest
def lipschitz_constant(A, v, its):
    v = v / np.linalg.norm(v)
    for _ in range(its):
        u = A @ v
        v = A.T @ u
        v /= np.sqrt(np.sum(v**2))
    return np.linalg.norm(A @ v) ** 2

# %% wrong: of A, not of its square
def lipschitz_constant(A, v, its):
    for _ in range(its):
        v = A.T @ (A @ v)
        v = v / np.linalg.norm(v)
    return np.linalg.norm(A @ v)

# %% wrong: the Frobenius norm
def lipschitz_constant(A, v, its):
    return np.linalg.norm(A) ** 2

# %% wrong: one step too few
def lipschitz_constant(A, v, its):
    for _ in range(its - 1):
        v = A.T @ (A @ v)
        v = v / np.linalg.norm(v)
    return v @ (A.T @ (A @ v))
