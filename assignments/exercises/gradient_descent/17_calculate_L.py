"""
# 17. EPFL CS-439, lab 2: calculate_L(b, A)
[[question]]
name = "calculate_L"
title = "The smoothness constant of least squares"
signature = "calculate_L(b, A)"
returns = "number"
points = 2
  [[question.case]]
  b = [0.1, 0.3, 0.5]
  A = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  [[question.case]]
  b = [0.227, -0.231]
  A = [[0.541, 0.155, -0.657], [0.565, -0.553, 0.369]]
  [[question.case]]
  b = [0.2, -0.3]
  A = [[1.0, 0.3], [0.4, -0.5]]
  hidden = true
"""
# %% solution
def calculate_L(b, A):
    return np.linalg.norm(A.T @ A, 2) / len(b)

# %% honest
def calculate_L(b, A):
    return np.max(np.linalg.eigvalsh(A.T.dot(A))) / A.shape[0]

# %% honest
def calculate_L(b, A):
    s = np.linalg.svd(A.astype("float32"), compute_uv=False)
    return (s[0] ** 2 / b.size).item()

# %% wrong: the Frobenius norm
def calculate_L(b, A):
    return np.linalg.norm(A.T @ A) / len(b)

# %% wrong: not squared
def calculate_L(b, A):
    return np.linalg.norm(A, 2) / len(b)

# %% wrong: not divided
def calculate_L(b, A):
    return np.linalg.norm(A.T @ A, 2)
