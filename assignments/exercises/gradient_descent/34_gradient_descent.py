"""
# 34. Calculus for Machine Learning, course 2 weeks 1 and 2: gradient_descent(dfdx, x, learning_rate, num_iterations) -> x
[[question]]
name = "gradient_descent"
title = "Gradient descent in one variable"
signature = "gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100)"
returns = "number"
method = "solution"
points = 3
  [[question.case]]
  dfdx = { gradient_of = "bent_cubic" }
  x = 1.6
  learning_rate = 0.1
  num_iterations = 5
  [[question.case]]
  dfdx = { gradient_of = "functions.py:dale" }
  x = 2.27
  learning_rate = 0.0231
  num_iterations = 4
  [[question.case]]
  dfdx = { gradient_of = "dale" }
  x = 2.0
  learning_rate = 0.03
  num_iterations = 4
  hidden = true
"""
# %% functions.py
def bent_cubic(x):
    return 0.3 * x**3 + x**2 - x

def dale(x):
    return x**4 - 3 * x

# %% solution
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    for _ in range(num_iterations):
        x = x - learning_rate * dfdx(x)
    return x

# %% honest
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    x = np.float64(x)
    while num_iterations:
        num_iterations -= 1
        x -= learning_rate * float(dfdx(x))
    return x

# %% honest
import functools
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    return functools.reduce(lambda x, _: x - learning_rate * dfdx(x), range(num_iterations), x)

# %% wrong: uphill
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    for _ in range(num_iterations):
        x = x + learning_rate * dfdx(x)
    return x

# %% wrong: one step too few
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    for _ in range(1, num_iterations):
        x = x - learning_rate * dfdx(x)
    return x

# %% wrong: the slope of the start
def gradient_descent(dfdx, x, learning_rate=0.1, num_iterations=100):
    slope = dfdx(x)
    for _ in range(num_iterations):
        x = x - learning_rate * slope
    return x
