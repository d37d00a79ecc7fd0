import numpy as np

# %% single old_residual_overwritten: the residual is overwritten before beta is computed, so beta is always 1
def conjugate_gradient(A, b, x0, max_its):
    x = x0.copy()
    r = b - A @ x
    p = r.copy()
    xs = [x]
    for k in range(max_its):
        Ap = A @ p
        alpha = (r @ r) / (p @ Ap)
        x = x + alpha * p
        r = r - alpha * Ap
        beta = (r @ r) / (r @ r)
        p = r + beta * p
        xs.append(x)
    return xs

# %% whole steplength_along_the_residual: the steplength is the one along the residual, r'r / r'Ar, though the step goes along the direction p
def quad_form(A, v):
    return float(np.dot(v, np.dot(A, v)))


def conjugate_gradient(A, b, x0, max_its):
    path = np.zeros((max_its + 1, len(b)))
    path[0] = x0
    res = b - np.dot(A, x0)
    direction = np.copy(res)
    for k in range(1, max_its + 1):
        rr = np.dot(res, res)
        t = rr / quad_form(A, res)
        path[k] = path[k - 1] + t * direction
        res = b - np.dot(A, path[k])
        direction = res + np.dot(res, res) / rr * direction
    return path
