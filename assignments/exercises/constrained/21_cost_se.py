"""
# 21. EPFL CS-439, lab 8: cost_se(Y, Z)
[[question]]
name = "cost_se"
title = "The squared error on observed entries"
signature = "cost_se(Y, Z)"
returns = "number"
points = 2
  [[question.case]]
  Y = [[1.0, 2.0], [0.5, 3.0]]
  Z = [[0.0, 2.5], [1.0, 0.0]]
  [[question.case]]
  Y = [[0.455, 0.77, 0.108], [0.775, 3.94, 0.424], [0.332, 3.69, 1.57]]
  Z = [[0.0, 2.63, 0.0], [1.36, 2.13, 0.0], [0.0, 5.45, 1.04]]
  [[question.case]]
  Y = [[0.4, 1.0, 0.2], [1.5, 3.0, 0.3]]
  Z = [[0.0, 2.0, 0.0], [1.0, 4.0, 0.0]]
  hidden = true
"""
# %% solution
def cost_se(Y, Z):
    observed = Z != 0
    return 0.5 * np.sum(observed * (Y - Z) ** 2)

# %% honest
def cost_se(Y, Z):
    rows, columns = np.nonzero(Z)
    return 0.5 * np.linalg.norm(Y[rows, columns] - Z[rows, columns]) ** 2

# %% honest
def cost_se(Y, Z):
    total = 0
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            if Z[i, j]:
                total += (Y[i, j] - Z[i, j]) ** 2 / 2
    return total

# %% wrong: every entry
def cost_se(Y, Z):
    return 0.5 * np.sum((Y - Z) ** 2)

# %% wrong: without the half
def cost_se(Y, Z):
    return np.sum((Z != 0) * (Y - Z) ** 2)

# %% wrong: mean of the observed
def cost_se(Y, Z):
    return 0.5 * np.mean((Y - Z)[Z != 0] ** 2)
