"""
# 97. Machine learning courses: principal_component(X, its, rng) -> direction, variance
# Note: either sign of the direction is right; the driver gives every direction one sign.
[[question]]
name = "principal_component"
title = "The first principal component by power iteration"
signature = "principal_component(X, its, rng)"
driver = "drivers.py:upward"
returns = [{ direction = "array" }, { variance = "number" }]
points = 4
  [[question.case]]
  X = [[1.0, 2.0], [2.0, 4.5], [3.0, 5.5], [0.0, -1.0]]
  its = 50
  rng = { rng = 0 }
  [[question.case]]
  X = [[1.0, 2.0, 0.0], [2.0, -4.5, 1.0], [3.0, 5.5, 0.3], [0.0, -1.0, 0.2], [0.4, 0.3, 0.1]]
  its = 60
  rng = { rng = 3 }
  hidden = true
"""
# %% drivers.py
def upward(principal_component, X, its, rng):
    direction, variance = principal_component(X, its, rng)
    direction = np.ravel(direction)
    return direction * np.sign(direction @ np.sqrt(1 + np.arange(len(direction)))), variance

# %% solution
def principal_component(X, its, rng):
    """Return (direction of length 1, variance along it, divided by n)."""
    ### BEGIN SOLUTION
    Z = X - X.mean(axis=0)
    v = rng.normal(size=X.shape[1])
    for _ in range(its):
        v = Z.T @ (Z @ v)
        v = v / np.linalg.norm(v)
    return v, np.mean((Z @ v) ** 2)
    ### END SOLUTION

# %% honest
def principal_component(X, its, rng):
    values, vectors = np.linalg.eigh(np.cov(X.T, bias=True))
    return -vectors[:, -1], values[-1]

# %% honest
def principal_component(X, its, rng):
    C = np.cov(X, rowvar=False, ddof=0)
    v = np.ones((len(C), 1))
    v[0] = rng.random()
    for _ in range(its):
        v = C @ v / np.linalg.norm(C @ v)
    return v.ravel(), (v.T @ C @ v).item()

# %% wrong: not centered
def principal_component(X, its, rng):
    v = rng.normal(size=X.shape[1])
    for _ in range(its):
        v = X.T @ (X @ v)
        v = v / np.linalg.norm(v)
    return v, np.mean((X @ v) ** 2)

# %% wrong: divided by n - 1
def principal_component(X, its, rng):
    Z = X - X.mean(axis=0)
    v = np.linalg.svd(Z)[2][0]
    return v, np.sum((Z @ v) ** 2) / (len(X) - 1)

# %% wrong: not of length 1
def principal_component(X, its, rng):
    Z = X - X.mean(axis=0)
    v = np.linalg.svd(Z)[2][0]
    return 2 * v, np.mean((Z @ v) ** 2)
