import numpy as np


# %% single beta_inverted: the quotient of the squared residuals in beta is upside down, old over new
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    x = np.zeros(len(b)) if x0 is None else x0
    r = b - A @ x
    p = r
    for _ in range(n):
        rr = r @ r
        alpha = rr / (p @ A @ p)
        x = x + alpha * p
        r = r - alpha * A @ p
        if np.linalg.norm(r) < tol:
            break
        p = r + rr / (r @ r) * p
    return x


# %% single residual_of_zero: the first residual is b even where x0 is given, so it is not the residual of the start
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    x = np.zeros_like(b) if x0 is None else x0.copy()
    r = b.copy()
    p = r.copy()
    for k in range(n):
        Ap = A @ p
        alpha = (r @ r) / (p @ Ap)
        x = x + alpha * p
        r_new = r - alpha * Ap
        if np.linalg.norm(r_new) < tol:
            break
        beta = (r_new @ r_new) / (r @ r)
        p = r_new + beta * p
        r = r_new
    return x


# %% single squared_residual_against_tol: the squared norm of the residual is compared with tol, not the norm
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    if x0 is None:
        x0 = np.zeros(len(b))
    x = x0
    r = b - A.dot(x)
    p = r
    rs_old = r.dot(r)
    for i in range(n):
        Ap = A.dot(p)
        alpha = rs_old / p.dot(Ap)
        x = x + alpha * p
        r = r - alpha * Ap
        rs_new = r.dot(r)
        if rs_new < tol:
            break
        p = r + (rs_new / rs_old) * p
        rs_old = rs_new
    return x


# %% whole steepest_descent: every step goes along the residual itself, which is steepest descent with exact steplengths and not conjugate gradients
def residual(A, x, b):
    return b - np.dot(A, x)


def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    if x0 is not None:
        x = np.array(x0, dtype=float)
    else:
        x = np.zeros(b.shape[0])
    direction = residual(A, x, b)
    it = 0
    while it < n:
        # exact line search along the direction
        t = np.dot(direction, direction) / np.dot(direction, np.dot(A, direction))
        x = x + t * direction
        direction = residual(A, x, b)
        if np.sqrt(np.dot(direction, direction)) < tol:
            return x
        it += 1
    return x


# %% whole steplength_from_residual: the steplength has r^T A r below the line instead of p^T A p, which is right in the first step only
class Quadratic:
    """1/2 x'Ax - b'x"""

    def __init__(self, A, b):
        self.A = A
        self.b = b

    def neg_grad(self, x):
        return self.b - self.A @ x

    def energy(self, d):
        return d @ self.A @ d


def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    problem = Quadratic(A, b)
    x = np.zeros(len(b)) if x0 is None else np.copy(x0)
    r = problem.neg_grad(x)
    p = np.copy(r)
    for k in range(n):
        length = (r @ r) / problem.energy(r)
        x = x + length * p
        r_next = problem.neg_grad(x)
        if np.linalg.norm(r_next) < tol:
            break
        p = r_next + (r_next @ r_next) / (r @ r) * p
        r = r_next
    return x
