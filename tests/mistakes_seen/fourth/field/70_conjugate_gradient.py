import numpy as np

# %% single beta_one: the old residual is overwritten before beta is computed, so beta is new r.r over new r.r, always 1, in place of new r.r over old r.r
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    if x0 is None:
        x = np.zeros(b.shape)
    else:
        x = x0.copy()
    r = b - A.dot(x)
    p = r.copy()
    for k in range(n):
        Ap = A.dot(p)
        alpha = r.dot(r) / p.dot(Ap)
        x = x + alpha * p
        r = r - alpha * Ap
        r_new = r
        if np.linalg.norm(r_new) < tol:
            break
        beta = r_new.dot(r_new) / r.dot(r)
        p = r_new + beta * p
    return x

# %% single squared_tolerance: the squared norm of the residual (r.r) is compared with tol in place of the norm of the residual, so with tol = 2 it does not stop where it should (the root is missing)
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    x = np.zeros_like(b) if x0 is None else np.array(x0)
    r = b - A @ x
    d = r
    rr = r @ r
    for _ in range(n):
        Ad = A @ d
        alpha = rr / (d @ Ad)
        x = x + alpha * d
        r = r - alpha * Ad
        rr_next = r @ r
        if rr_next < tol:
            return x
        d = r + rr_next / rr * d
        rr = rr_next
    return x

# %% whole steepest_descent: every search direction is the residual alone (steepest descent with exact line search, no beta times the old direction) in place of conjugate directions
def inner(u, v):
    return sum(ui * vi for ui, vi in zip(u, v))


def matvec(M, v):
    return np.array([inner(row, v) for row in M])


def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    x = np.zeros(len(b))
    if x0 is not None:
        x = x + x0
    steps = 0
    while steps < n:
        r = b - matvec(A, x)
        alpha = inner(r, r) / inner(r, matvec(A, r))
        x = x + alpha * r
        steps += 1
        if np.linalg.norm(b - matvec(A, x)) < tol:
            print("converged after", steps)
            break
    return x

# %% whole n_ignored: the number of steps is the dimension len(b) (or fewer by the tolerance), the argument n is not used as the limit of the steps
def conjugate_gradient(A, b, n, x0=None, tol=1e-8):
    size = len(b)
    solution = np.zeros(size) if x0 is None else x0.astype(float)
    residual = b - np.dot(A, solution)
    direction = np.copy(residual)
    old = np.dot(residual, residual)
    # CG finishes after at most as many steps as there are unknowns
    for step in range(size):
        image = np.dot(A, direction)
        length = old / np.dot(direction, image)
        solution = solution + length * direction
        residual = residual - length * image
        new = np.dot(residual, residual)
        if new**0.5 < tol:
            break
        direction = residual + (new / old) * direction
        old = new
    return solution
