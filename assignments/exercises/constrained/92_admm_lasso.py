"""
# 92. Convex optimization courses: admm_lasso(A, b, lam, rho=1.0, max_its=10) -> z, history
[[question]]
name = "admm_lasso"
title = "ADMM for the lasso"
signature = "admm_lasso(A, b, lam, rho=1.0, max_its=10)"
returns = [{ z = "array" }, { history = { objective = "history", primal_residual = "history" } }]
points = 6
  [[question.case]]
  A = [[1.0, 0.2], [0.3, 1.5], [-0.7, 0.4]]
  b = [1.0, -2.0, 0.5]
  lam = 0.4
  [[question.case]]
  A = [[1.0, 0.2, 0.5], [0.3, 1.5, -0.2], [-0.7, 0.4, 1.0], [0.1, 0.1, 0.3]]
  b = [1.0, -2.0, 0.5, 3.0]
  lam = 0.9
  rho = 2.5
  max_its = 5
  hidden = true
"""
# %% solution
def admm_lasso(A, b, lam, rho=1.0, max_its=10):
    """Return (z, history): history has the keys objective and primal_residual, an entry per step."""
    ### BEGIN SOLUTION
    n = A.shape[1]
    z, u = np.zeros(n), np.zeros(n)
    history = {"objective": [], "primal_residual": []}
    for _ in range(max_its):
        x = np.linalg.solve(A.T @ A + rho * np.eye(n), A.T @ b + rho * (z - u))
        z = np.sign(x + u) * np.maximum(np.abs(x + u) - lam / rho, 0)
        u = u + x - z
        history["objective"].append(0.5 * np.sum((A @ z - b) ** 2) + lam * np.sum(np.abs(z)))
        history["primal_residual"].append(np.linalg.norm(x - z))
    return z, history
    ### END SOLUTION

# %% honest
def admm_lasso(A, b, lam, rho=1.0, max_its=10):
    z = u = np.zeros(A.shape[1])
    objective, primal = np.zeros(max_its), np.zeros(max_its)
    factor = np.linalg.inv(A.T @ A + rho * np.eye(A.shape[1]))
    for k in range(max_its):
        x = factor @ (A.T @ b + rho * (z - u))
        v = x + u
        z = np.maximum(v - lam / rho, 0) - np.maximum(-v - lam / rho, 0)
        u = u + (x - z)
        objective[k] = np.linalg.norm(A @ z - b) ** 2 / 2 + lam * np.linalg.norm(z, 1)
        primal[k] = np.linalg.norm(z - x)
    return z, {"objective": objective, "primal_residual": primal, "dual_residual": 0 * primal}

# %% honest
def admm_lasso(A, b, lam, rho=1.0, max_its=10):
    m, n = A.shape
    z, y = np.zeros(n), np.zeros(n)
    log = {"primal_residual": [], "objective": []}
    for _ in range(max_its):
        x = np.linalg.lstsq(np.vstack([A, np.sqrt(rho) * np.eye(n)]), np.concatenate([b, np.sqrt(rho) * (z - y / rho)]), rcond=None)[0]
        z = np.array([max(abs(t) - lam / rho, 0.0) * np.sign(t) for t in x + y / rho])
        y = y + rho * (x - z)
        log["objective"].append(((A @ z - b) @ (A @ z - b)) / 2 + lam * abs(z).sum())
        log["primal_residual"].append(((x - z) ** 2).sum() ** 0.5)
    return (z, log)

# %% wrong: thresholds by lam
def admm_lasso(A, b, lam, rho=1.0, max_its=10):
    n = A.shape[1]
    z, u = np.zeros(n), np.zeros(n)
    history = {"objective": [], "primal_residual": []}
    for _ in range(max_its):
        x = np.linalg.solve(A.T @ A + rho * np.eye(n), A.T @ b + rho * (z - u))
        z = np.sign(x + u) * np.maximum(np.abs(x + u) - lam, 0)
        u = u + x - z
        history["objective"].append(0.5 * np.sum((A @ z - b) ** 2) + lam * np.sum(np.abs(z)))
        history["primal_residual"].append(np.linalg.norm(x - z))
    return z, history

# %% wrong: u is not updated
def admm_lasso(A, b, lam, rho=1.0, max_its=10):
    n = A.shape[1]
    z, u = np.zeros(n), np.zeros(n)
    history = {"objective": [], "primal_residual": []}
    for _ in range(max_its):
        x = np.linalg.solve(A.T @ A + rho * np.eye(n), A.T @ b + rho * (z - u))
        z = np.sign(x + u) * np.maximum(np.abs(x + u) - lam / rho, 0)
        history["objective"].append(0.5 * np.sum((A @ z - b) ** 2) + lam * np.sum(np.abs(z)))
        history["primal_residual"].append(np.linalg.norm(x - z))
    return z, history

# %% wrong: the objective at x
def admm_lasso(A, b, lam, rho=1.0, max_its=10):
    n = A.shape[1]
    z, u = np.zeros(n), np.zeros(n)
    history = {"objective": [], "primal_residual": []}
    for _ in range(max_its):
        x = np.linalg.solve(A.T @ A + rho * np.eye(n), A.T @ b + rho * (z - u))
        z = np.sign(x + u) * np.maximum(np.abs(x + u) - lam / rho, 0)
        u = u + x - z
        history["objective"].append(0.5 * np.sum((A @ x - b) ** 2) + lam * np.sum(np.abs(x)))
        history["primal_residual"].append(np.linalg.norm(x - z))
    return z, history
