"""
# 78. deep-ml 149: adadelta_optimizer(parameter, grad, u, v, rho, epsilon) -> parameter, u, v
[[question]]
name = "adadelta_optimizer"
title = "A step of Adadelta"
signature = "adadelta_optimizer(parameter, grad, u, v, rho=0.95, epsilon=1e-6)"
returns = [{ parameter = "array" }, { u = "array" }, { v = "array" }]
points = 4
  [[question.case]]
  parameter = [1.0, 2.0]
  grad = [0.1, 0.2]
  u = [1.0, 0.3]
  v = [0.4, 0.1]
  [[question.case]]
  parameter = [0.455, -0.77, 0.162]
  grad = [0.258, 0.263, -0.565]
  u = [0.221, 0.123, 0.731]
  v = [0.431, 0.526, 0.0503]
  rho = 0.95
  epsilon = 0.0267
  [[question.case]]
  parameter = [0.4, -1.0, 0.3]
  grad = [0.5, 0.2, -0.4]
  u = [0.2, 0.1, 0.7]
  v = [0.3, 0.4, 0.1]
  rho = 0.7
  epsilon = 0.05
  hidden = true
"""
# %% solution
def adadelta_optimizer(parameter, grad, u, v, rho=0.95, epsilon=1e-6):
    u = rho * u + (1 - rho) * grad**2
    step = -np.sqrt(v + epsilon) / np.sqrt(u + epsilon) * grad
    return parameter + step, u, rho * v + (1 - rho) * step**2

# %% honest
def root_mean_square(average, epsilon):
    return np.sqrt(average + epsilon)
def adadelta_optimizer(parameter, grad, u, v, rho=0.95, epsilon=1e-6):
    u *= rho
    u += (1 - rho) * np.square(grad)
    delta = root_mean_square(v, epsilon) / root_mean_square(u, epsilon) * grad
    parameter -= delta
    v *= rho
    v += (1 - rho) * np.square(delta)
    return parameter, u, v

# %% honest
import jax.numpy as jnp
def adadelta_optimizer(parameter, grad, u, v, rho=0.95, epsilon=1e-6):
    parameter, grad, u, v = map(jnp.asarray, (parameter, grad, u, v))
    u = rho * u + (1 - rho) * grad**2
    delta = jnp.sqrt((v + epsilon) / (u + epsilon)) * grad
    return [parameter - delta, u, rho * v + (1 - rho) * delta**2]

# %% wrong: v before the step
def adadelta_optimizer(parameter, grad, u, v, rho=0.95, epsilon=1e-6):
    u = rho * u + (1 - rho) * grad**2
    v = rho * v + (1 - rho) * grad**2
    return parameter - np.sqrt(v + epsilon) / np.sqrt(u + epsilon) * grad, u, v

# %% wrong: the old u
def adadelta_optimizer(parameter, grad, u, v, rho=0.95, epsilon=1e-6):
    step = np.sqrt(v + epsilon) / np.sqrt(u + epsilon) * grad
    return parameter - step, rho * u + (1 - rho) * grad**2, rho * v + (1 - rho) * step**2

# %% wrong: epsilon outside the root
def adadelta_optimizer(parameter, grad, u, v, rho=0.95, epsilon=1e-6):
    u = rho * u + (1 - rho) * grad**2
    step = (np.sqrt(v) + epsilon) / (np.sqrt(u) + epsilon) * grad
    return parameter - step, u, rho * v + (1 - rho) * step**2
