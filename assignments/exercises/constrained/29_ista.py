"""
# 29. Homework 8, ista.py: ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000) -> w_traces, as long as tol demands
[[question]]
name = "ista"
title = "Iterative soft thresholding"
signature = "ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000)"
returns = { kind = "history", length = "own" }
points = 5
  [[question.case]]
  X = [[1.0, 0.5], [0.2, 1.5], [0.3, -0.4]]
  y = [1.0, 2.0, 0.5]
  lambd = 0.1
  w0 = [0.0, 0.0]
  stepsize = 0.2
  tol = 1e-3
  maxiter = 500
  [[question.case]]
  X = [[1.14, 0.385, 0.27], [0.103, 0.657, 0.706]]
  y = [1.11, -2.46]
  lambd = 0.313
  w0 = [0.718, -0.758, 0.503]
  stepsize = 0.407
  tol = 5.34e-05
  maxiter = 6
  [[question.case]]
  X = [[1.0, 0.5], [0.2, 0.5]]
  y = [1.0, -2.0]
  lambd = 0.3
  w0 = [0.5, 1.0]
  stepsize = 0.3
  tol = 1e-4
  maxiter = 6
  hidden = true
"""
# %% solution
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    w_traces = [w0]
    for _ in range(maxiter):
        v = w_traces[-1] - stepsize * X.T @ (X @ w_traces[-1] - y)
        w = np.sign(v) * np.maximum(np.abs(v) - stepsize * lambd, 0)
        w_traces.append(w)
        if np.linalg.norm(w - w_traces[-2]) < tol:
            break
    return w_traces

# %% honest
def shrink_vector(v, threshold):
    return v - np.clip(v, -threshold, threshold)
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    w = w0.copy()
    w_traces = [w.copy()]
    t = 0
    while t < maxiter:
        old = w.copy()
        w -= stepsize * X.T.dot(X.dot(w) - y)
        w = shrink_vector(w, lambd * stepsize)
        w_traces.append(w.copy())
        t += 1
        if np.sqrt(np.sum((w - old) ** 2)) < tol:
            return np.array(w_traces)
    return np.array(w_traces)

# %% honest
def ista_steps(X, y, lambd, w, stepsize):
    while True:
        yield w
        w = [a - stepsize * g for a, g in zip(w, X.T @ (X @ np.array(w) - y))]
        w = [max(a - stepsize * lambd, 0) if a > 0 else min(a + stepsize * lambd, 0) for a in w]
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    steps = ista_steps(X, y, lambd, list(w0), stepsize)
    w_traces = [next(steps)]
    for w in steps:
        w_traces.append(w)
        if sum((a - b) ** 2 for a, b in zip(*w_traces[-2:])) ** 0.5 < tol or len(w_traces) > maxiter:
            break
    return w_traces

# %% wrong: the threshold without the step length
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    ws = [w0]
    for _ in range(maxiter):
        v = ws[-1] - stepsize * X.T @ (X @ ws[-1] - y)
        ws.append(np.sign(v) * np.maximum(np.abs(v) - lambd, 0))
        if np.linalg.norm(ws[-1] - ws[-2]) < tol:
            break
    return ws

# %% wrong: never stops early
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    ws = [w0]
    for _ in range(min(maxiter, 100)):
        v = ws[-1] - stepsize * X.T @ (X @ ws[-1] - y)
        ws.append(np.sign(v) * np.maximum(np.abs(v) - stepsize * lambd, 0))
    return ws

# %% wrong: stops by a squared norm
def ista(X, y, lambd, w0, stepsize, tol=1e-9, maxiter=100000):
    ws = [w0]
    for _ in range(maxiter):
        v = ws[-1] - stepsize * X.T @ (X @ ws[-1] - y)
        ws.append(np.sign(v) * np.maximum(np.abs(v) - stepsize * lambd, 0))
        if np.sum((ws[-1] - ws[-2]) ** 2) < tol:
            break
    return ws
