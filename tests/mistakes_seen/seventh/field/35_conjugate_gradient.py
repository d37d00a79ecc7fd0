import numpy as np


# %% single ratio_upside_down: beta is the old squared residual over the new one, upside down
def conjugate_gradient(A, b, x0, max_its):
    xs = [x0]
    r = b - A @ x0
    p, rr = r.copy(), r @ r
    for _ in range(max_its):
        Ap = A @ p
        alpha = rr / (p @ Ap)
        xs.append(xs[-1] + alpha * p)
        r = r - alpha * Ap
        rr_new = r @ r
        beta = rr / rr_new
        p = r + beta * p
        rr = rr_new
    return xs


# %% whole start_ignored_in_the_residual: the first residual is b, as if the method started at 0, though it starts at x0
def inner(u, v):
    return sum(ui * vi for ui, vi in zip(u, v))


def conjugate_gradient(A, b, x0, max_its):
    x = np.array(x0, dtype=float)
    history = [x.copy()]
    residual = np.array(b, dtype=float)
    direction = residual.copy()
    for k in range(max_its):
        image = A.dot(direction)
        old = inner(residual, residual)
        step = old / inner(direction, image)
        x += step * direction
        residual -= step * image
        direction = residual + inner(residual, residual) / old * direction
        history.append(x.copy())
    return np.array(history)
