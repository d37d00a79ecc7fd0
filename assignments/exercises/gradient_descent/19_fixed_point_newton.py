"""
# 19. EPFL CS-439, lab 7: fixed_point_newton(initial_x, max_iters, objective, objective_grad) -> errors (K), xs (K)
[[question]]
name = "fixed_point_newton"
title = "Newton's method for a zero of a function"
signature = "fixed_point_newton(initial_x, max_iters, objective, objective_grad)"
returns = [{ errors = "history" }, { xs = "history" }]
points = 4
  [[question.case]]
  initial_x = 2.0
  max_iters = 3
  objective = { function = "cube_root_problem" }
  objective_grad = { gradient_of = "cube_root_problem" }
  [[question.case]]
  initial_x = 1.71
  max_iters = 2
  objective = { function = "functions.py:quartic_problem" }
  objective_grad = { gradient_of = "functions.py:quartic_problem" }
  [[question.case]]
  initial_x = 1.5
  max_iters = 2
  objective = { function = "quartic_problem" }
  objective_grad = { gradient_of = "quartic_problem" }
  hidden = true
"""
# %% functions.py
def cube_root_problem(x):
    return x**3 - 3 * x + 1

def quartic_problem(x):
    return x**4 + x - 3

# %% solution
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    x, errors, xs = initial_x, [], []
    for _ in range(max_iters):
        errors.append(abs(objective(x)))
        xs.append(x)
        x = x - objective(x) / objective_grad(x)
    return errors, xs

# %% honest
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    xs = np.zeros(max_iters)
    xs[0] = initial_x
    for k in range(1, max_iters):
        xs[k] = xs[k - 1] - objective(xs[k - 1]) / objective_grad(xs[k - 1])
    return np.abs([objective(x) for x in xs]), xs

# %% honest
def newton_points(x, objective, objective_grad):
    while True:
        yield float(x)
        x -= objective(x) / objective_grad(x)
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    points = newton_points(initial_x, objective, objective_grad)
    xs = [next(points) for _ in range(max_iters)]
    return tuple(float(abs(objective(x))) for x in xs), tuple(xs)

# %% wrong: sign
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    x, errors, xs = initial_x, [], []
    for _ in range(max_iters):
        errors.append(abs(objective(x)))
        xs.append(x)
        x = x + objective(x) / objective_grad(x)
    return errors, xs

# %% wrong: without the absolute value, the new point
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    x, errors, xs = initial_x, [], []
    for _ in range(max_iters):
        x = x - objective(x) / objective_grad(x)
        errors.append(abs(objective(x)))
        xs.append(x)
    return errors, xs

# %% wrong: gradient descent
def fixed_point_newton(initial_x, max_iters, objective, objective_grad):
    x, errors, xs = initial_x, [], []
    for _ in range(max_iters):
        errors.append(abs(objective(x)))
        xs.append(x)
        x = x - 0.1 * objective_grad(x)
    return errors, xs
