"""
# 35. Numerical analysis courses: conjugate_gradient(A, b, x0, max_its) -> xs
[[question]]
name = "conjugate_gradient"
title = "Conjugate gradients"
signature = "conjugate_gradient(A, b, x0, max_its)"
returns = "history"
points = 5
  [[question.case]]
  A = [[4.0, 1.0, 0.2], [1.0, 3.0, 0.5], [0.2, 0.5, 2.0]]
  b = [1.0, 2.0, 0.3]
  x0 = [2.0, 1.0, -1.0]
  max_its = 2
  [[question.case]]
  A = [[2.27, 0.521, 0.0, 0.0937], [0.521, 4.24, 0.254, 0.353], [0.0, 0.254, 6.58, 0.26], [0.0937, 0.353, 0.26, 1.01]]
  b = [0.545, -1.04, 0.48, 1.11]
  x0 = [0.158, 0.125, -0.585, 1.15]
  max_its = 3
  [[question.case]]
  A = [[2.0, 0.5, 0.0, 0.1], [0.5, 3.0, 0.2, 0.4], [0.0, 0.2, 5.0, 0.3], [0.1, 0.4, 0.3, 1.5]]
  b = [0.4, -1.0, 0.6, 1.2]
  x0 = [0.3, 0.2, -0.5, 1.0]
  max_its = 3
  hidden = true
"""
# %% solution
def conjugate_gradient(A, b, x0, max_its):
    x, xs = x0, [x0]
    r = b - A @ x
    p = r
    for _ in range(max_its):
        alpha = (r @ r) / (p @ A @ p)
        x = x + alpha * p
        s = r - alpha * A @ p
        p = s + (s @ s) / (r @ r) * p
        r = s
        xs.append(x)
    return xs

# %% honest
def conjugate_gradient(A, b, x0, max_its):
    xs = np.empty((max_its + 1, len(b)))
    xs[0] = x0
    directions = []
    for k in range(max_its):
        r = b - A @ xs[k]
        p = r - sum((r @ A @ q) / (q @ A @ q) * q for q in directions)
        directions.append(p)
        xs[k + 1] = xs[k] + (r @ p) / (p @ A @ p) * p
    return xs

# %% honest
def conjugate_gradient(A, b, x0, max_its):
    x = x0.copy()
    xs = [x.copy()]
    g = A.dot(x) - b
    d = -g
    for k in range(max_its):
        Ad = A.dot(d)
        step = -g.dot(d) / d.dot(Ad)
        x += step * d
        g += step * Ad
        d *= g.dot(Ad) / d.dot(Ad)
        d -= g
        xs.append(x.copy())
    return tuple(tuple(float(v) for v in x) for x in xs)

# %% wrong: steepest descent
def conjugate_gradient(A, b, x0, max_its):
    x, xs = x0, [x0]
    for _ in range(max_its):
        r = b - A @ x
        x = x + (r @ r) / (r @ A @ r) * r
        xs.append(x)
    return xs

# %% wrong: beta upside down
def conjugate_gradient(A, b, x0, max_its):
    x, xs = x0, [x0]
    r = p = b - A @ x
    for _ in range(max_its):
        alpha = (r @ r) / (p @ A @ p)
        x = x + alpha * p
        s = r - alpha * A @ p
        p = s + (r @ r) / (s @ s) * p
        r = s
        xs.append(x)
    return xs

# %% wrong: without the start
def conjugate_gradient(A, b, x0, max_its):
    x, xs = x0, []
    r = p = b - A @ x
    for _ in range(max_its):
        alpha = (r @ r) / (p @ A @ p)
        x = x + alpha * p
        s = r - alpha * A @ p
        p = s + (s @ s) / (r @ r) * p
        r = s
        xs.append(x)
    return xs
