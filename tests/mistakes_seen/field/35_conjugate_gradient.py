import numpy as np

# %% single steepest: the new direction is the residual alone, so that it is steepest descent
def conjugate_gradient(A, b, x0, max_its):
    x, xs = x0, [x0]
    for _ in range(max_its):
        r = b - A @ x
        x = x + (r @ r) / (r @ A @ r) * r
        xs.append(x)
    return xs

# %% single beta_inverted: the ratio of beta is turned around
def conjugate_gradient(A, b, x0, max_its):
    x, xs, r = x0, [x0], b - A @ x0
    p = r
    for _ in range(max_its):
        alpha = (r @ r) / (p @ A @ p)
        x = x + alpha * p
        s = r - alpha * A @ p
        p = s + (r @ r) / (s @ s) * p
        r = s
        xs.append(x)
    return xs

# %% single residual_sign: the first residual is A x - b, not b - A x
def conjugate_gradient(A, b, x0, max_its):
    x, xs = x0, [x0]
    r = A @ x - b
    p = r
    for _ in range(max_its):
        Ap = A @ p
        alpha = r @ r / (p @ Ap)
        x = x + alpha * p
        new = r - alpha * Ap
        p = new + new @ new / (r @ r) * p
        r = new
        xs.append(x)
    return xs

# %% single r_for_p_in_alpha: the denominator of alpha has r A r in place of p A p
def conjugate_gradient(A, b, x0, max_its):
    x, xs = x0, [x0]
    r = b - A @ x
    p = r
    for _ in range(max_its):
        alpha = (r @ r) / (r @ A @ r)
        x = x + alpha * p
        s = r - alpha * A @ p
        p = s + (s @ s) / (r @ r) * p
        r = s
        xs.append(x)
    return xs

# %% single beta_always_one: beta is computed after r is overwritten, so that it is 1
def conjugate_gradient(A, b, x0, max_its):
    x = x0
    xs = [x]
    r = b - A @ x
    p = r.copy()
    for _ in range(max_its):
        alpha = (r @ r) / (p @ A @ p)
        x = x + alpha * p
        r = r - alpha * A @ p
        beta = (r @ r) / (r @ r)
        p = r + beta * p
        xs.append(x)
    return xs

# %% whole in_place: x is changed in place and appended without a copy
def conjugate_gradient(A, b, x0, max_its):
    x = x0.astype(float)
    r = b - np.dot(A, x)
    d = r.copy()
    delta = r.dot(r)
    history = [x]
    for i in range(max_its):
        q = A.dot(d)
        a = delta / d.dot(q)
        x += a * d
        r = r - a * q
        old = delta
        delta = r.dot(r)
        d = r + delta / old * d
        history.append(x)
    return history

# %% whole from_zero: starts at zero whatever x0 is
def conjugate_gradient(A, b, x0, max_its):
    x = np.zeros(len(b))
    residual = b
    direction = residual
    xs = [x]
    for _ in range(max_its):
        step = residual @ residual / (direction @ (A @ direction))
        x = x + step * direction
        next_residual = residual - step * (A @ direction)
        beta = next_residual @ next_residual / (residual @ residual)
        direction = next_residual + beta * direction
        residual = next_residual
        xs.append(x)
    return xs

# %% whole minus_beta: beta from conjugacy has a lost minus sign, and the step is half as long (cost x A x)
def conjugate_gradient(A, b, x0, max_its):
    xs = [x0]
    r = b - A @ x0
    p = r
    for k in range(max_its):
        Ap = A @ p
        alpha = 0.5 * (p @ r) / (p @ Ap)
        xs.append(xs[-1] + alpha * p)
        r = b - A @ xs[-1]
        beta = (r @ Ap) / (p @ Ap)
        p = r + beta * p
    return xs
