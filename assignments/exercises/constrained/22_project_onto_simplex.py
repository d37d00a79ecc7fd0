"""
# 22. EPFL CS-439, lab 8: project_onto_simplex(s)
[[question]]
name = "project_onto_simplex"
title = "Projection onto the simplex"
signature = "project_onto_simplex(s)"
returns = "array"
points = 4
  [[question.case]]
  s = [0.9, 0.8, -0.3]
  [[question.case]]
  s = [0.568, 1.08, 0.487, 0.103]
  [[question.case]]
  s = [0.5, 1.4, 0.9, 0.2]
  hidden = true
"""
# %% solution
def project_onto_simplex(s):
    u = np.sort(s)[::-1]
    excess = (np.cumsum(u) - 1) / np.arange(1, len(s) + 1)
    return np.maximum(s - excess[np.nonzero(u > excess)[0][-1]], 0)

# %% honest
def project_onto_simplex(s):
    low, high = min(s) - 1, max(s)
    for _ in range(100):
        middle = (low + high) / 2
        if np.maximum(s - middle, 0).sum() > 1:
            low = middle
        else:
            high = middle
    return np.maximum(s - high, 0)

# %% honest
def project_onto_simplex(s):
    active = set(range(len(s)))
    while True:
        theta = (sum(s[i] for i in active) - 1) / len(active)
        negative = {i for i in active if s[i] < theta}
        if not negative:
            return [max(s[i] - theta, 0) if i in active else 0 for i in range(len(s))]
        active -= negative

# %% wrong: divides by the sum
def project_onto_simplex(s):
    s = np.maximum(s, 0)
    return s / s.sum()

# %% wrong: one shift without the active set
def project_onto_simplex(s):
    return np.maximum(s - (s.sum() - 1) / len(s), 0)

# %% wrong: softmax
def project_onto_simplex(s):
    return np.exp(s) / np.exp(s).sum()
