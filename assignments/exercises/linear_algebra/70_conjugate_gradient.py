"""
# 70. deep-ml 63: conjugate_gradient(A, b, n, x0=None, tol=1e-8)
[[question]]
name = "conjugate_gradient"
title = "Conjugate gradients, the last point"
signature = "conjugate_gradient(A, b, n, x0=None, tol=1e-8)"
returns = "array"
points = 4
  [[question.case]]
  A = [[4.0, 1.0], [1.0, 3.0]]
  b = [1.0, 2.0]
  n = 5
  [[question.case]]
  A = [[6.0, 2.0, 1.0], [2.0, 5.0, 2.0], [1.0, 2.0, 4.0]]
  b = [1.0, -2.0, 3.0]
  n = 1
  x0 = [0.5, 0.2, 0.1]
  [[question.case]]
  A = [[6.82, 1.29, 0.824], [1.29, 6.57, 2.64], [0.824, 2.64, 4.17]]
  b = [1.44, -2.63, 1.51]
  n = 3
  tol = 2.71
  [[question.case]]
  A = [[6.0, 2.0, 1.0], [2.0, 5.0, 2.0], [1.0, 2.0, 4.0]]
  b = [1.0, -2.0, 3.0]
  n = 3
  tol = 2.0
  hidden = true
"""
# %% solution
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    x = np.zeros(len(b)) if x0 is None else x0
    r = b - A @ x
    p = r
    for _ in range(n):
        alpha = (r @ r) / (p @ A @ p)
        x = x + alpha * p
        s = r - alpha * A @ p
        if np.linalg.norm(s) < tol:
            break
        p = s + (s @ s) / (r @ r) * p
        r = s
    return x

# %% honest
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    x = np.zeros_like(b) if x0 is None else x0
    r = b - np.dot(A, x)
    p = r.copy()
    rs = np.dot(r, r)
    for i in range(n):
        Ap = np.dot(A, p)
        alpha = rs / np.dot(p, Ap)
        x += alpha * p
        r -= alpha * Ap
        rs_new = np.dot(r, r)
        if np.sqrt(rs_new) < tol:
            break
        p = r + (rs_new / rs) * p
        rs = rs_new
    return x

# %% honest
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    x = np.zeros((len(b), 1)) if x0 is None else x0[:, None]
    basis, steps = [], 0
    residual = b[:, None] - A @ x
    while steps < n and (steps == 0 or np.sqrt(np.sum(residual**2)) >= tol):
        p = residual
        for q in basis:
            p = p - (q.T @ A @ residual) / (q.T @ A @ q) * q
        basis.append(p)
        x = x + (p.T @ residual) / (p.T @ A @ p) * p
        residual = b[:, None] - A @ x
        steps += 1
    return x

# %% wrong: always solves to the end
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    return np.linalg.solve(A, b)

# %% wrong: the start is not used
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    x, r, p = 0 * b, b, b
    for _ in range(n):
        alpha = (r @ r) / (p @ A @ p)
        x, s = x + alpha * p, r - alpha * A @ p
        if np.linalg.norm(s) < tol:
            break
        p, r = s + (s @ s) / (r @ r) * p, s
    return x

# %% wrong: the tolerance is not used
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    x = np.zeros(len(b)) if x0 is None else x0
    r = p = b - A @ x
    for _ in range(n):
        alpha = (r @ r) / (p @ A @ p)
        x, s = x + alpha * p, r - alpha * A @ p
        if np.linalg.norm(s) < 1e-8:
            break
        p, r = s + (s @ s) / (r @ r) * p, s
    return x
