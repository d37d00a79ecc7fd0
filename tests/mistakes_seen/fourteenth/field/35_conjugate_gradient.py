import numpy as np


# %% single beta_upside_down: beta is the old squared residual divided by the new one, the fraction is upside down.
def conjugate_gradient(A, b, x0, max_its):
    x = x0
    r = b - A @ x
    p = r
    xs = [x]
    for _ in range(max_its):
        alpha = (r @ r) / (p @ A @ p)
        x = x + alpha * p
        r_new = r - alpha * (A @ p)
        beta = (r @ r) / (r_new @ r_new)
        p = r_new + beta * p
        r = r_new
        xs.append(x)
    return xs


# %% single residual_in_alpha: The denominator of alpha has the residual r^T A r where the direction p^T A p belongs.
def conjugate_gradient(A, b, x0, max_its):
    x = x0
    r = b - A @ x
    p = r
    xs = [x]
    for _ in range(max_its):
        alpha = (r @ r) / (r @ A @ r)
        x = x + alpha * p
        r_new = r - alpha * (A @ p)
        beta = (r_new @ r_new) / (r @ r)
        p = r_new + beta * p
        r = r_new
        xs.append(x)
    return xs


# %% single residual_of_zero: The first residual is b itself, as if the start were zero; A @ x0 is not subtracted.
def conjugate_gradient(A, b, x0, max_its):
    x = x0
    r = b
    p = r
    xs = [x]
    for _ in range(max_its):
        alpha = (r @ r) / (p @ A @ p)
        x = x + alpha * p
        r_new = r - alpha * (A @ p)
        beta = (r_new @ r_new) / (r @ r)
        p = r_new + beta * p
        r = r_new
        xs.append(x)
    return xs


# %% whole steepest_descent: The student walks along the residual itself at every step, which is steepest descent with exact line search; the directions are never made conjugate.
def residual(A, b, x):
    return b - np.dot(A, x)


def step_length(A, d):
    return np.dot(d, d) / np.dot(d, np.dot(A, d))


def conjugate_gradient(A, b, x0, max_its):
    xs = [x0]
    for k in range(max_its):
        d = residual(A, b, xs[-1])
        xs.append(xs[-1] + step_length(A, d) * d)
    return xs


# %% whole shared_array: The first direction is the same array as the residual (no copy), so the update of the residual in place changes the direction too before the next direction is formed from it.
def conjugate_gradient(A, b, x0, max_its):
    x = np.array(x0, dtype=float)
    history = [x.copy()]

    r = b - A.dot(x)
    p = r
    rs_old = r.dot(r)
    for it in range(max_its):
        Ap = A.dot(p)
        alpha = rs_old / p.dot(Ap)
        x += alpha * p
        r -= alpha * Ap
        rs_new = r.dot(r)
        p = r + (rs_new / rs_old) * p
        rs_old = rs_new
        history.append(x.copy())

    return history
