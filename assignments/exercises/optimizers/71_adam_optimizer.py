"""
# 71. deep-ml 87: adam_optimizer(parameter, grad, m, v, t, learning_rate, ...) -> parameter, m, v
[[question]]
name = "adam_optimizer"
title = "A step of Adam"
signature = "adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8)"
returns = [{ parameter = { kind = "array", share = 2 } }, { m = "array" }, { v = "array" }]
points = 4
  [[question.case]]
  parameter = [1.0, -2.0]
  grad = [0.1, 0.4]
  m = [0.2, 0.0]
  v = [0.01, 0.3]
  t = 3
  [[question.case]]
  parameter = [0.796, -0.154, 0.541]
  grad = [0.258, -0.525, 0.141]
  m = [0.111, 0.369, -0.209]
  v = [0.287, 0.132, 0.0251]
  t = 1
  learning_rate = 0.271
  beta1 = 0.374
  beta2 = 0.901
  epsilon = 0.0338
  [[question.case]]
  parameter = [0.7, 0.2, 1.0]
  grad = [0.5, -0.4, 0.1]
  m = [0.1, 0.3, -0.2]
  v = [0.2, 0.1, 0.05]
  t = 1
  learning_rate = 0.2
  beta1 = 0.7
  beta2 = 0.9
  epsilon = 0.05
  hidden = true
"""
# %% solution
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    step = m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
    return parameter - learning_rate * step, m, v

# %% honest
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * np.square(grad)
    parameter -= learning_rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
    return parameter, m, v

# %% honest
def adam_one(p, g, m, v, t, rate, beta1, beta2, epsilon):
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
    return p - rate * m / (1 - beta1**t) / ((v / (1 - beta2**t)) ** 0.5 + epsilon), m, v
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    rows = [adam_one(*four, t, learning_rate, beta1, beta2, epsilon) for four in zip(parameter, grad, m, v)]
    return tuple(np.array(column, dtype=np.float32) for column in zip(*rows))

# %% wrong: no bias correction
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return parameter - learning_rate * m / (np.sqrt(v) + epsilon), m, v

# %% wrong: without the root
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return parameter - learning_rate * m / (1 - beta1**t) / (v / (1 - beta2**t) + epsilon), m, v

# %% wrong: one beta for both moments
def adam_optimizer(parameter, grad, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * grad
    v = beta1 * v + (1 - beta1) * grad**2
    return parameter - learning_rate * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta1**t)) + epsilon), m, v
