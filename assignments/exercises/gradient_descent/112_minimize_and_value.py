"""
# 112. Nonlinear optimization courses: minimize_and_value(f, gradient, x, step, its) -> x, cost, judged at the student's own x
# Note: the driver gives the cost minus f at the student's own x, so that a wrong x costs its own points alone.
[[question]]
name = "minimize_and_value"
title = "Gradient descent, and the cost that belongs to its end"
signature = "minimize_and_value(f, gradient, x, step, its)"
driver = "drivers.py:excess"
returns = [{ x = "array" }, { "cost minus f at your own x" = { kind = "number", tolerance = 1e-6 } }]
points = 4
fixed = ["f", "gradient"]
  [[question.case]]
  f = { function = "coupled" }
  gradient = { gradient_of = "coupled" }
  x = [1.3, -0.7]
  step = 0.1
  its = 4
  [[question.case]]
  f = { function = "coupled" }
  gradient = { gradient_of = "coupled" }
  x = [-0.4, 2.0]
  step = 0.07
  its = 6
  hidden = true
"""
# %% drivers.py
def excess(minimize_and_value, f, gradient, x, step, its):
    x, cost = minimize_and_value(f, gradient, x, step, its)
    return x, cost - f(np.asarray(x))

# %% solution
def minimize_and_value(f, gradient, x, step, its):
    for _ in range(its):
        x = x - step * gradient(x)
    return x, f(x)

# %% honest
def minimize_and_value(f, gradient, x, step, its):
    x = np.array(x)
    while its:
        x -= step * np.asarray(gradient(x))
        its -= 1
    return x.tolist(), float(f(x))

# %% honest
def minimize_and_value(f, gradient, x, step, its):
    points = [np.array(x)]
    for k in range(its):
        points.append(points[k] - np.multiply(step, gradient(points[k])))
    return points[-1], min(map(f, points))

# %% wrong: one step too many, whose cost fits
def minimize_and_value(f, gradient, x, step, its):
    for _ in range(its + 1):
        x = x - step * gradient(x)
    return x, f(x)

# %% wrong: the cost before the last step
def minimize_and_value(f, gradient, x, step, its):
    for _ in range(its):
        cost = f(x)
        x = x - step * gradient(x)
    return x, cost

# %% wrong: half a step, and the norm of the gradient
def minimize_and_value(f, gradient, x, step, its):
    for _ in range(its):
        x = x - step / 2 * gradient(x)
    return x, np.linalg.norm(gradient(x))
