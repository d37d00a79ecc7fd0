"""
# 127. Machine learning courses: lasso_path(X, y, lambdas, alpha, max_its) -> path, {lambda: number of weights that are not 0}
# Note: a decimal is a key of the dictionary by its first six digits.
[[question]]
name = "lasso_path"
title = "The lasso path by ISTA"
signature = "lasso_path(X, y, lambdas, alpha, max_its)"
returns = [{ path = "array" }, { sparsity = { kind = "table", each = "number" } }]
points = 8
  [[question.case]]
  X = [[1.0, 0.2, -0.4], [0.3, 1.1, 0.5], [-0.2, 0.4, 0.9], [0.8, -0.6, 0.1]]
  y = [1.0, 0.4, -0.3, 0.9]
  lambdas = [1.0, 0.3, 0.05]
  alpha = 0.2
  max_its = 4
  [[question.case]]
  X = [[0.5, 1.2], [1.3, -0.2], [-0.4, 0.7]]
  y = [0.2, 1.4, -0.6]
  lambdas = [0.6, 0.1]
  alpha = 0.3
  max_its = 3
  hidden = true
"""
# %% solution
def lasso_path(X, y, lambdas, alpha, max_its):
    """For each lambda the weights after max_its steps of ISTA from the ones before, and how many are not 0."""
    ### BEGIN SOLUTION
    w, path, sparsity = np.zeros(X.shape[1]), [], {}
    for lam in lambdas:
        for _ in range(max_its):
            v = w - alpha * X.T @ (X @ w - y)
            w = np.sign(v) * np.maximum(np.abs(v) - alpha * lam, 0)
        path.append(w)
        sparsity[lam] = int((w != 0).sum())
    return np.array(path), sparsity
    ### END SOLUTION

# %% honest
def lasso_path(X, y, lambdas, alpha, max_its):
    path = np.zeros((len(lambdas) + 1, X.shape[1]))
    for n, lam in enumerate(lambdas):
        path[n + 1] = path[n]
        for _ in range(max_its):
            v = path[n + 1] - alpha * (X.T.dot(X.dot(path[n + 1])) - X.T.dot(y))
            path[n + 1] = np.where(v > alpha * lam, v - alpha * lam, np.where(v < -alpha * lam, v + alpha * lam, 0))
    return path[1:], dict(zip(lambdas, np.count_nonzero(path[1:], axis=1)))

# %% honest
def lasso_path(X, y, lambdas, alpha, max_its):
    w, path = [0.0] * X.shape[1], []
    for lam in lambdas:
        for _ in range(max_its):
            error = [sum(a * b for a, b in zip(row, w)) - label for row, label in zip(X, y)]
            v = [w_j - alpha * sum(e * row[j] for e, row in zip(error, X)) for j, w_j in enumerate(w)]
            w = [max(v_j - alpha * lam, 0.0) + min(v_j + alpha * lam, 0.0) for v_j in v]
        path.append(w)
    return path, {float(lam): sum(w_j != 0 for w_j in row) for lam, row in zip(lambdas, path)}

# %% wrong: the threshold is lambda, without the step size
def lasso_path(X, y, lambdas, alpha, max_its):
    w, path, sparsity = np.zeros(X.shape[1]), [], {}
    for lam in lambdas:
        for _ in range(max_its):
            v = w - alpha * X.T @ (X @ w - y)
            w = np.sign(v) * np.maximum(np.abs(v) - lam, 0)
        path.append(w)
        sparsity[lam] = int((w != 0).sum())
    return np.array(path), sparsity

# %% wrong: it counts what is 0
def lasso_path(X, y, lambdas, alpha, max_its):
    w, path, sparsity = np.zeros(X.shape[1]), [], {}
    for lam in lambdas:
        for _ in range(max_its):
            v = w - alpha * X.T @ (X @ w - y)
            w = np.sign(v) * np.maximum(np.abs(v) - alpha * lam, 0)
        path.append(w)
        sparsity[lam] = int((w == 0).sum())
    return np.array(path), sparsity

# %% wrong: the path alone
def lasso_path(X, y, lambdas, alpha, max_its):
    w, path = np.zeros(X.shape[1]), []
    for lam in lambdas:
        for _ in range(max_its):
            v = w - alpha * X.T @ (X @ w - y)
            w = np.sign(v) * np.maximum(np.abs(v) - alpha * lam, 0)
        path.append(w)
    return np.array(path)
