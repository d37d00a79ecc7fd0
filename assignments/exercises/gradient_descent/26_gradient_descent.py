"""
# 26. EPFL CS-439 optimizers.py, Hardt's EE227C: gradient_descent(init, steps, grad, proj) -> xs
[[question]]
name = "gradient_descent"
title = "Projected gradient descent"
signature = "gradient_descent(init, steps, grad, proj=lambda x: x)"
returns = "history"
points = 4
  [[question.case]]
  init = [3.0, 2.0]
  steps = [0.1, 0.2, 0.1, 0.05]
  grad = { function = "slope_of_bowl" }
  proj = { function = "onto_unit_ball" }
  [[question.case]]
  init = [0.3, -2.0]
  steps = [0.3, 0.1]
  grad = { function = "slope_of_bowl", shift = 1.0 }
  hidden = true
"""
# %% functions.py
def slope_of_bowl(x, shift=0.5):
    return np.array([1.0, 3.0]) * (x - shift)

def onto_unit_ball(x):
    return x / max(1.0, np.linalg.norm(x))

# %% solution
def gradient_descent(init, steps, grad, proj=lambda x: x):
    xs = [init]
    for step in steps:
        xs.append(proj(xs[-1] - step * grad(xs[-1])))
    return xs

# %% honest
def gradient_descent(init, steps, grad, proj=None):
    proj = proj or (lambda x: x)
    xs = np.zeros((len(steps) + 1, len(init)))
    xs[0, :] = init
    for k, gamma in enumerate(steps):
        xs[k + 1, :] = proj(xs[k, :] - gamma * grad(xs[k, :]))
    return xs

# %% honest
import itertools
def gradient_descent(init, steps, grad, proj=lambda x: x):
    return list(itertools.accumulate(steps, lambda x, s: proj(x - s * grad(x)), initial=init))

# %% wrong: projects the gradient
def gradient_descent(init, steps, grad, proj=lambda x: x):
    xs = [init]
    for step in steps:
        xs.append(xs[-1] - step * proj(grad(xs[-1])))
    return xs

# %% wrong: does not project
def gradient_descent(init, steps, grad, proj=lambda x: x):
    xs = [init]
    for step in steps:
        xs.append(xs[-1] - step * grad(xs[-1]))
    return xs

# %% wrong: the first step length for all
def gradient_descent(init, steps, grad, proj=lambda x: x):
    xs = [init]
    for _ in steps:
        xs.append(proj(xs[-1] - steps[0] * grad(xs[-1])))
    return xs
