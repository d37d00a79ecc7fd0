"""
# 76. deep-ml 146: momentum_optimizer(parameter, grad, velocity, learning_rate, momentum) -> parameter, velocity
[[question]]
name = "momentum_optimizer"
title = "A step with momentum"
signature = "momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9)"
returns = [{ parameter = "array" }, { velocity = "array" }]
points = 3
  [[question.case]]
  parameter = [1.0, 2.0]
  grad = [0.1, 0.2]
  velocity = [0.5, 1.0]
  [[question.case]]
  parameter = [0.455, -0.77, 0.162]
  grad = [0.258, 0.263, -0.141]
  velocity = [0.221, -0.123, 0.731]
  learning_rate = 0.431
  momentum = 0.79
  [[question.case]]
  parameter = [0.4, -1.0, 0.3]
  grad = [0.5, 0.2, -0.1]
  velocity = [0.2, 0.1, 0.7]
  learning_rate = 0.3
  momentum = 0.6
  hidden = true
"""
# %% solution
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + learning_rate * grad
    return parameter - velocity, velocity

# %% honest
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    velocity *= momentum
    velocity += learning_rate * grad
    parameter -= velocity
    return parameter, velocity

# %% honest
from dataclasses import dataclass
@dataclass
class MomentumState:
    p: float
    v: float
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    states = []
    for p, g, v in zip(parameter, grad, velocity):
        v = momentum * v + learning_rate * g
        states.append(MomentumState(p - v, v))
    return [s.p for s in states], [s.v for s in states]

# %% wrong: minus in the velocity
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity - learning_rate * grad
    return parameter + velocity, velocity

# %% wrong: 1 - momentum
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + (1 - momentum) * grad
    return parameter - learning_rate * velocity, velocity

# %% wrong: the learning rate twice
def momentum_optimizer(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + learning_rate * grad
    return parameter - learning_rate * velocity, velocity
