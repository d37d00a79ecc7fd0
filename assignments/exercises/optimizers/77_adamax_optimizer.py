"""
# 77. deep-ml 148: adamax_optimizer(parameter, grad, m, u, t, ...) -> parameter, m, u
[[question]]
name = "adamax_optimizer"
title = "A step of Adamax"
signature = "adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8)"
returns = [{ parameter = "array" }, { m = "array" }, { u = "array" }]
points = 4
  [[question.case]]
  parameter = [1.0, 2.0]
  grad = [0.1, 0.2]
  m = [1.0, 0.3]
  u = [1.0, 0.1]
  t = 2
  [[question.case]]
  parameter = [0.455, -0.77, 0.162]
  grad = [0.258, 0.263, -0.565]
  m = [0.221, 0.123, 0.731]
  u = [0.431, 0.526, 0.0503]
  t = 4
  learning_rate = 0.407
  beta1 = 0.32
  beta2 = 0.984
  epsilon = 0.0338
  [[question.case]]
  parameter = [0.4, -1.0, 0.3]
  grad = [0.5, 0.2, -0.4]
  m = [0.2, 0.1, 0.7]
  u = [0.3, 0.4, 0.1]
  t = 4
  learning_rate = 0.3
  beta1 = 0.6
  beta2 = 0.8
  epsilon = 0.05
  hidden = true
"""
# %% solution
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    u = np.maximum(beta2 * u, np.abs(grad))
    return parameter - learning_rate * m / (1 - beta1**t) / (u + epsilon), m, u

# %% honest
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m += (1 - beta1) * (grad - m)
    u = np.where(beta2 * u > abs(grad), beta2 * u, abs(grad))
    parameter -= (learning_rate / (1 - beta1**t)) * m / (u + epsilon)
    return parameter, m, u

# %% honest
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    result = ([], [], [])
    for i in range(len(parameter)):
        mi = beta1 * m[i] + (1 - beta1) * grad[i]
        ui = max(beta2 * u[i], abs(grad[i]))
        for values, value in zip(result, (parameter[i] - learning_rate * (mi / (1 - beta1**t)) / (ui + epsilon), mi, ui)):
            values.append(value)
    return result

# %% wrong: no bias correction
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    u = np.maximum(beta2 * u, np.abs(grad))
    return parameter - learning_rate * m / (u + epsilon), m, u

# %% wrong: without the absolute value
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    u = np.maximum(beta2 * u, grad)
    return parameter - learning_rate * m / (1 - beta1**t) / (u + epsilon), m, u

# %% wrong: u does not decay
def adamax_optimizer(parameter, grad, m, u, t, learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    u = np.maximum(u, np.abs(grad))
    return parameter - learning_rate * m / (1 - beta1**t) / (u + epsilon), m, u
