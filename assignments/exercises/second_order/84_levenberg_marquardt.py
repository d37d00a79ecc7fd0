"""
# 84. Numerical optimization courses: levenberg_marquardt(residual, jacobian, theta, lam, tol, max_its) -> dict
[[question]]
name = "levenberg_marquardt"
title = "Levenberg-Marquardt"
signature = "levenberg_marquardt(residual, jacobian, theta, lam, tol, max_its)"
returns = { theta = "array", lam = "number", steps = "number", accepted = { kind = "list", each = "truth" } }
points = 6
  [[question.case]]
  residual = { function = "decay_residual", t = [0.0, 1.0, 2.0, 3.0], y = [2.1, 1.3, 0.7, 0.45] }
  jacobian = { function = "decay_jacobian", t = [0.0, 1.0, 2.0, 3.0], y = [2.1, 1.3, 0.7, 0.45] }
  theta = [0.2, 3.0]
  lam = 0.01
  tol = 1e-2
  max_its = 20
  [[question.case]]
  residual = { function = "decay_residual", t = [0.5, 1.0, 2.5], y = [3.0, 2.3, 0.9] }
  jacobian = { function = "decay_jacobian", t = [0.5, 1.0, 2.5], y = [3.0, 2.3, 0.9] }
  theta = [0.3, -0.9]
  lam = 1.0
  tol = 1e-3
  max_its = 6
  hidden = true
"""
# %% functions.py
def decay_residual(theta, t, y):
    """Residuals of y = theta_0 exp(-theta_1 t)."""
    return theta[0] * np.exp(-theta[1] * np.asarray(t)) - np.asarray(y)


def decay_jacobian(theta, t, y):
    e = np.exp(-theta[1] * np.asarray(t))
    return np.stack([e, -theta[0] * np.asarray(t) * e], axis=1)

# %% solution
def levenberg_marquardt(residual, jacobian, theta, lam, tol, max_its):
    """Return a dictionary with theta, lam, steps (how many steps were tried) and accepted (a list of bool)."""
    ### BEGIN SOLUTION
    accepted = []
    for _ in range(max_its):
        J, r = jacobian(theta), residual(theta)
        gradient = J.T @ r
        if np.linalg.norm(gradient) < tol:
            break
        candidate = theta - np.linalg.solve(J.T @ J + lam * np.eye(len(theta)), gradient)
        r_new = residual(candidate)
        better = bool(r_new @ r_new < r @ r)
        accepted.append(better)
        if better:
            theta, lam = candidate, lam / 10
        else:
            lam = lam * 10
    return {"theta": theta, "lam": lam, "steps": len(accepted), "accepted": accepted}
    ### END SOLUTION

# %% honest
def levenberg_marquardt(residual, jacobian, theta, lam, tol, max_its):
    flags = np.array([], dtype=bool)
    k = 0
    while k < max_its and np.max(np.sqrt(np.sum((jacobian(theta).T @ residual(theta)) ** 2))) >= tol:
        J, r = jacobian(theta), residual(theta)
        step = np.linalg.lstsq(np.vstack([J, np.sqrt(lam) * np.eye(theta.size)]), np.r_[-r, np.zeros(theta.size)], rcond=None)[0]
        good = np.sum(residual(theta + step) ** 2) < np.sum(r**2)
        theta, lam = (theta + step, lam * 0.1) if good else (theta, lam * 10.0)
        flags = np.append(flags, good)
        k += 1
    return dict(accepted=flags, steps=k, lam=lam, theta=theta)

# %% honest
def levenberg_marquardt(residual, jacobian, theta, lam, tol, max_its):
    out = {"theta": list(theta), "lam": np.float64(lam), "steps": 0, "accepted": []}
    for out["steps"] in range(max_its + 1):
        t = np.array(out["theta"])
        J, r = jacobian(t), residual(t)
        g = J.T.dot(r)
        if g.dot(g) < tol * tol or out["steps"] == max_its:
            return out
        d = np.linalg.inv(J.T.dot(J) + out["lam"] * np.identity(2)).dot(-g)
        ok = (residual(t + d) ** 2).sum() < (r**2).sum()
        out["accepted"] += [1 if ok else 0]
        out["lam"] = out["lam"] / 10 if ok else 10 * out["lam"]
        if ok:
            out["theta"] = (t + d).tolist()

# %% wrong: every step is accepted
def levenberg_marquardt(residual, jacobian, theta, lam, tol, max_its):
    accepted = []
    for _ in range(max_its):
        J, r = jacobian(theta), residual(theta)
        gradient = J.T @ r
        if np.linalg.norm(gradient) < tol:
            break
        theta = theta - np.linalg.solve(J.T @ J + lam * np.eye(len(theta)), gradient)
        accepted.append(True)
        lam = lam / 10
    return {"theta": theta, "lam": lam, "steps": len(accepted), "accepted": accepted}

# %% wrong: lam moves the wrong way
def levenberg_marquardt(residual, jacobian, theta, lam, tol, max_its):
    accepted = []
    for _ in range(max_its):
        J, r = jacobian(theta), residual(theta)
        gradient = J.T @ r
        if np.linalg.norm(gradient) < tol:
            break
        candidate = theta - np.linalg.solve(J.T @ J + lam * np.eye(len(theta)), gradient)
        better = bool(residual(candidate) @ residual(candidate) < r @ r)
        accepted.append(better)
        if better:
            theta, lam = candidate, lam * 10
        else:
            lam = lam / 10
    return {"theta": theta, "lam": lam, "steps": len(accepted), "accepted": accepted}

# %% wrong: counts accepted steps alone
def levenberg_marquardt(residual, jacobian, theta, lam, tol, max_its):
    accepted = []
    for _ in range(max_its):
        J, r = jacobian(theta), residual(theta)
        gradient = J.T @ r
        if np.linalg.norm(gradient) < tol:
            break
        candidate = theta - np.linalg.solve(J.T @ J + lam * np.eye(len(theta)), gradient)
        better = bool(residual(candidate) @ residual(candidate) < r @ r)
        accepted.append(better)
        if better:
            theta, lam = candidate, lam / 10
        else:
            lam = lam * 10
    return {"theta": theta, "lam": lam, "steps": sum(accepted), "accepted": accepted}
