"""
# 32. Homework of many courses: newton(g, max_its, w) -> weight_history, cost_history
[[question]]
name = "newton"
title = "Newton's method"
signature = "newton(g, max_its, w)"
returns = "histories"
points = 6
fixed = ["g"]
  [[question.case]]
  on = "coupled"
  w = [1.3, -0.7]
  max_its = 3
  [[question.case]]
  on = "coupled"
  max_its = 2
  w = [0.574, -1.18]
  [[question.case]]
  on = "coupled"
  w = [0.4, 0.9]
  max_its = 2
  hidden = true
"""
# %% solution
import jax

def newton(g, max_its, w):
    weight_history, cost_history = [w], [g(w)]
    for _ in range(max_its):
        w = w - jax.numpy.linalg.solve(jax.hessian(g)(w), jax.grad(g)(w))
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history

# %% honest
from jax import grad, jit
import jax
def newton(g, max_its, w):
    slope, curvature = jit(grad(g)), jit(jax.jacfwd(grad(g)))
    points = np.zeros((max_its + 1, len(w)))
    points[0] = w
    for k in range(max_its):
        points[k + 1] = points[k] - np.linalg.inv(np.asarray(curvature(points[k]))) @ np.asarray(slope(points[k]))
    return points, [float(g(p)) for p in points]

# %% honest
def second_differences(g, w, h=1e-3):
    d, steps = len(w), np.eye(len(w)) * h
    H = np.zeros((d, d))
    for i in range(d):
        for j in range(d):
            a, b = steps[i], steps[j]
            H[i, j] = (g(w + a + b) - g(w + a - b) - g(w - a + b) + g(w - a - b)) / (4 * h * h)
    return H
import jax
def newton(g, max_its, w):
    history = [np.array(w, dtype=float)]
    for _ in range(max_its):
        w = history[-1]
        hessian = jax.hessian(g)(w)
        history.append(w - np.linalg.lstsq(np.array(hessian), np.array(jax.grad(g)(w)), rcond=None)[0])
    return history, list(map(g, history))

# %% wrong: half of a step
import jax
def newton(g, max_its, w):
    W, C = [w], [g(w)]
    for _ in range(max_its):
        w = w - 0.5 * np.linalg.solve(np.array(jax.hessian(g)(w)), np.array(jax.grad(g)(w)))
        W.append(w)
        C.append(g(w))
    return W, C

# %% wrong: the Hessian of the start
import jax
def newton(g, max_its, w):
    W, C, H = [w], [g(w)], np.array(jax.hessian(g)(w))
    for _ in range(max_its):
        w = w - np.linalg.solve(H, np.array(jax.grad(g)(w)))
        W.append(w)
        C.append(g(w))
    return W, C

# %% wrong: the diagonal alone
import jax
def newton(g, max_its, w):
    W, C = [w], [g(w)]
    for _ in range(max_its):
        w = w - np.array(jax.grad(g)(w)) / np.diag(np.array(jax.hessian(g)(w)))
        W.append(w)
        C.append(g(w))
    return W, C
