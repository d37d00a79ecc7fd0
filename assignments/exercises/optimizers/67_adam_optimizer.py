"""
# 67. deep-ml 49: adam_optimizer(f, grad, x0, learning_rate, beta1, beta2, epsilon, num_iterations)
[[question]]
name = "adam_optimizer"
title = "A run of Adam"
signature = "adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10)"
returns = "array"
points = 4
  [[question.case]]
  f = { function = "dish" }
  grad = { gradient_of = "dish" }
  x0 = [1.0, 1.0]
  [[question.case]]
  f = { function = "functions.py:dish", tilt = 0.6 }
  grad = { gradient_of = "functions.py:dish", tilt = 0.6 }
  x0 = [0.227, -9.47, -6.65]
  learning_rate = 0.0517
  beta1 = 0.952
  beta2 = 0.787
  epsilon = 0.0111
  num_iterations = 4
  [[question.case]]
  f = { function = "dish", tilt = 0.6 }
  grad = { gradient_of = "dish", tilt = 0.6 }
  x0 = [0.2, -12.3]
  learning_rate = 0.1
  beta1 = 0.8
  beta2 = 0.9
  epsilon = 0.01
  num_iterations = 4
  hidden = true
"""
# %% functions.py
def dish(x, tilt=0.0):
    return x[0] ** 2 + 0.5 * x[1] ** 2 + tilt * x[0] * x[1]

# %% solution
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x, m, v = x0, 0 * x0, 0 * x0
    for t in range(1, num_iterations + 1):
        g = grad(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        x = x - learning_rate * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
    return x

# %% honest
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x, m, v = x0.copy(), np.zeros_like(x0), np.zeros_like(x0)
    b1 = b2 = 1.0
    for _ in range(num_iterations):
        gradient = np.array(grad(x))
        b1, b2 = b1 * beta1, b2 * beta2
        m += (1 - beta1) * (gradient - m)
        v += (1 - beta2) * (gradient * gradient - v)
        x -= learning_rate * (m / (1 - b1)) / (np.sqrt(v / (1 - b2)) + epsilon)
    return x

# %% honest
from collections import namedtuple
AdamRun = namedtuple("AdamRun", "x m v")
def adam_run_step(run, g, t, rate, beta1, beta2, epsilon):
    m = [beta1 * a + (1 - beta1) * float(b) for a, b in zip(run.m, g)]
    v = [beta2 * a + (1 - beta2) * float(b) ** 2 for a, b in zip(run.v, g)]
    hats = [(a / (1 - beta1**t), b / (1 - beta2**t)) for a, b in zip(m, v)]
    return AdamRun([x - rate * a / (b**0.5 + epsilon) for x, (a, b) in zip(run.x, hats)], m, v)
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    run = AdamRun(list(x0), [0.0] * len(x0), [0.0] * len(x0))
    for t in range(num_iterations):
        run = adam_run_step(run, grad(np.array(run.x)), t + 1, learning_rate, beta1, beta2, epsilon)
    return run.x

# %% wrong: no bias correction
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x, m, v = x0, 0 * x0, 0 * x0
    for _ in range(num_iterations):
        g = grad(x)
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
        x = x - learning_rate * m / (np.sqrt(v) + epsilon)
    return x

# %% wrong: the betas exchanged
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x, m, v = x0, 0 * x0, 0 * x0
    for t in range(1, num_iterations + 1):
        g = grad(x)
        m, v = beta2 * m + (1 - beta2) * g, beta1 * v + (1 - beta1) * g**2
        x = x - learning_rate * m / (1 - beta2**t) / (np.sqrt(v / (1 - beta1**t)) + epsilon)
    return x

# %% wrong: epsilon inside the root, the learning rate of the text
def adam_optimizer(f, grad, x0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, num_iterations=10):
    x, m, v = x0, 0 * x0, 0 * x0
    for t in range(1, num_iterations + 1):
        g = grad(x)
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
        x = x - 0.001 * m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t) + epsilon)
    return x
