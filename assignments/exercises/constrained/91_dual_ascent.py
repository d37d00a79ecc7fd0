"""
# 91. Convex optimization courses: dual_ascent(P, q, A, b, step, max_its) -> xs, ys
[[question]]
name = "dual_ascent"
title = "Dual ascent"
signature = "dual_ascent(P, q, A, b, step, max_its)"
returns = [{ xs = "history" }, { ys = "history" }]
points = 5
  [[question.case]]
  P = [[2.0, 0.3], [0.3, 1.0]]
  q = [1.0, -1.0]
  A = [[1.0, 1.0]]
  b = [1.0]
  step = 0.4
  max_its = 6
  [[question.case]]
  P = [[3.0, 0.3, 0.1], [0.3, 2.0, 0.0], [0.1, 0.0, 1.0]]
  q = [0.5, -1.0, 0.2]
  A = [[1.0, 1.0, 0.0], [0.0, 1.0, -1.0]]
  b = [1.0, 0.5]
  step = 0.3
  max_its = 4
  hidden = true
"""
# %% solution
def dual_ascent(P, q, A, b, step, max_its):
    """Minimize x'Px/2 + q'x with Ax = b: return (xs, ys), the K primal and K + 1 dual points from y = 0."""
    ### BEGIN SOLUTION
    y, xs = np.zeros(len(b)), []
    ys = [y]
    for _ in range(max_its):
        x = -np.linalg.solve(P, q + A.T @ y)
        y = y + step * (A @ x - b)
        xs.append(x)
        ys.append(y)
    return xs, ys
    ### END SOLUTION

# %% honest
def dual_ascent(P, q, A, b, step, max_its):
    xs, ys, inverse = [], [0 * b], np.linalg.inv(P)
    for k in range(max_its):
        xs += [-inverse @ (q + A.T @ ys[k])]
        ys += [ys[k] + step * (A @ xs[k] - b)]
    return np.array(xs), np.array(ys)

# %% honest
def dual_ascent(P, q, A, b, step, max_its):
    xs = np.empty((max_its, len(q)))
    ys = np.zeros((max_its + 1, len(b)))
    for k in range(max_its):
        xs[k] = np.linalg.lstsq(P, -(q + ys[k] @ A), rcond=None)[0]
        ys[k + 1] = ys[k] - step * (b - xs[k] @ A.T)
    return xs, ys

# %% wrong: descends in the dual
def dual_ascent(P, q, A, b, step, max_its):
    y, xs = np.zeros(len(b)), []
    ys = [y]
    for _ in range(max_its):
        x = -np.linalg.solve(P, q + A.T @ y)
        y = y - step * (A @ x - b)
        xs.append(x)
        ys.append(y)
    return xs, ys

# %% wrong: the dual enters with the other sign
def dual_ascent(P, q, A, b, step, max_its):
    y, xs = np.zeros(len(b)), []
    ys = [y]
    for _ in range(max_its):
        x = -np.linalg.solve(P, q - A.T @ y)
        y = y + step * (A @ x - b)
        xs.append(x)
        ys.append(y)
    return xs, ys

# %% wrong: the start of y is not recorded
def dual_ascent(P, q, A, b, step, max_its):
    y, xs, ys = np.zeros(len(b)), [], []
    for _ in range(max_its):
        x = -np.linalg.solve(P, q + A.T @ y)
        y = y + step * (A @ x - b)
        xs.append(x)
        ys.append(y)
    return xs, ys
