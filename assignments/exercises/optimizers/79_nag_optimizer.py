"""
# 79. deep-ml 150: nag_optimizer(parameter, grad_fn, velocity, ...) -> parameter, velocity
[[question]]
name = "nag_optimizer"
title = "A step with Nesterov's momentum"
signature = "nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9)"
returns = [{ parameter = "array" }, { velocity = "array" }]
points = 3
  [[question.case]]
  parameter = [1.0, 2.0]
  grad_fn = { function = "slope_of_line" }
  velocity = [0.5, 1.0]
  [[question.case]]
  parameter = [0.455, -0.77, -0.541]
  grad_fn = { gradient_of = "functions.py:uneven_dish" }
  velocity = [0.103, -0.131, 0.141]
  learning_rate = 0.332
  momentum = 0.738
  [[question.case]]
  parameter = [0.4, -1.0]
  grad_fn = { gradient_of = "uneven_dish" }
  velocity = [0.2, 0.1]
  learning_rate = 0.3
  momentum = 0.6
  hidden = true
"""
# %% functions.py
def slope_of_line(x):
    return x - np.arange(len(x))

def uneven_dish(x):
    return x[0] ** 4 + 0.5 * x[1] ** 2 + x[0] * x[1]

# %% solution
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + learning_rate * grad_fn(parameter - momentum * velocity)
    return parameter - velocity, velocity

# %% honest
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    look_ahead = parameter.copy()
    look_ahead -= momentum * velocity
    velocity *= momentum
    velocity += learning_rate * np.asarray(grad_fn(look_ahead))
    parameter -= velocity
    return parameter, velocity

# %% honest
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    ahead = np.array([p - momentum * v for p, v in zip(parameter, velocity)])
    velocity = [momentum * v + learning_rate * float(g) for v, g in zip(velocity, grad_fn(ahead))]
    return [[p - v for p, v in zip(parameter, velocity)], velocity]

# %% wrong: the gradient here
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + learning_rate * grad_fn(parameter)
    return parameter - velocity, velocity

# %% wrong: looks ahead in the wrong direction
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + learning_rate * grad_fn(parameter + momentum * velocity)
    return parameter - velocity, velocity

# %% wrong: looks ahead by the whole velocity
def nag_optimizer(parameter, grad_fn, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + learning_rate * grad_fn(parameter - velocity)
    return parameter - velocity, velocity
