"""
# 113. Convex optimization courses: proximal_gradient_with_callback(gradient, prox, x, step, its, callback) -> x
# Note: the driver hands over a callback, and returns what it received.
[[question]]
name = "proximal_gradient_with_callback"
title = "Proximal gradient that reports each step"
signature = "proximal_gradient_with_callback(gradient, prox, x, step, its, callback)"
driver = "drivers.py:recorded"
returns = [{ x = "array" }, { "what your callback received" = "history" }]
points = 4
  [[question.case]]
  A = [[1.0, 2.0], [0.0, 1.0]]
  b = [1.0, -1.0]
  x = [0.0, 0.0]
  step = 0.1
  lam = 0.3
  its = 5
  [[question.case]]
  A = [[2.0, 0.3], [-1.0, 1.0], [0.1, 0.4]]
  b = [0.4, -1.0, 2.0]
  x = [1.0, -2.0]
  step = 0.15
  lam = 0.7
  its = 7
  hidden = true
"""
# %% drivers.py
def recorded(proximal_gradient_with_callback, A, b, x, step, lam, its):
    received = []
    gradient = lambda w: A.T @ (A @ w - b)
    prox = lambda w, t: np.sign(w) * np.maximum(np.abs(w) - t * lam, 0)
    x = proximal_gradient_with_callback(gradient, prox, x, step, its, lambda k, w: received.append([k, *w]))
    return x, received

# %% solution
def proximal_gradient_with_callback(gradient, prox, x, step, its, callback):
    for k in range(its):
        x = prox(x - step * gradient(x), step)
        callback(k, x)
    return x

# %% honest
def proximal_gradient_with_callback(gradient, prox, x, step, its, callback):
    points = [x]
    while len(points) <= its:
        points.append(prox(points[-1] - step * gradient(points[-1]), step))
        callback(len(points) - 2, points[-1])
    return points[-1]

# %% honest
def proximal_gradient_with_callback(gradient, prox, x, step, its, callback):
    x, k = np.array(x), 0
    while k < its:
        x[:] = prox(x - step * gradient(x), step)
        callback(k, x)
        k += 1
    return list(x)

# %% wrong: the callback comes before the step
def proximal_gradient_with_callback(gradient, prox, x, step, its, callback):
    for k in range(its):
        callback(k, x)
        x = prox(x - step * gradient(x), step)
    return x

# %% wrong: prox of the whole lam, without the step
def proximal_gradient_with_callback(gradient, prox, x, step, its, callback):
    for k in range(its):
        x = prox(x - step * gradient(x), 1.0)
        callback(k, x)
    return x

# %% wrong: the callback is never called
def proximal_gradient_with_callback(gradient, prox, x, step, its, callback):
    for k in range(its):
        x = prox(x - step * gradient(x), step)
    return x
