"""
# 33. Calculus for Machine Learning, course 2 week 3: newtons_method(dfdx, d2fdx2, x, num_iterations) -> x
[[question]]
name = "newtons_method"
title = "Newton's method in one variable"
signature = "newtons_method(dfdx, d2fdx2, x, num_iterations=100)"
returns = "number"
points = 3
  [[question.case]]
  dfdx = { gradient_of = "exp_minus_log" }
  d2fdx2 = { hessian_of = "exp_minus_log" }
  x = 1.6
  num_iterations = 2
  [[question.case]]
  dfdx = { gradient_of = "functions.py:hollow" }
  d2fdx2 = { hessian_of = "functions.py:hollow" }
  x = 2.27
  num_iterations = 3
  [[question.case]]
  dfdx = { gradient_of = "hollow" }
  d2fdx2 = { hessian_of = "hollow" }
  x = 2.0
  num_iterations = 3
  hidden = true
"""
# %% functions.py
def exp_minus_log(x):
    return 2.718281828459045**x - 4 * x

def hollow(x):
    return x**4 - 2 * x**2 + x

# %% solution
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    for _ in range(num_iterations):
        x = x - dfdx(x) / d2fdx2(x)
    return x

# %% honest
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    if num_iterations == 0:
        return x
    return newtons_method(dfdx, d2fdx2, x - dfdx(x) / d2fdx2(x), num_iterations - 1)

# %% honest
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    xs = [x]
    for iteration in range(num_iterations):
        xs.append(xs[-1] - float(np.squeeze(dfdx(xs[-1]))) / float(np.squeeze(d2fdx2(xs[-1]))))
    return np.array(xs)[-1:]

# %% wrong: sign
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    for _ in range(num_iterations):
        x = x + dfdx(x) / d2fdx2(x)
    return x

# %% wrong: the curvature of the start
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    h = d2fdx2(x)
    for _ in range(num_iterations):
        x = x - dfdx(x) / h
    return x

# %% wrong: divides the other way round
def newtons_method(dfdx, d2fdx2, x, num_iterations=100):
    for _ in range(num_iterations):
        x = x - d2fdx2(x) / dfdx(x)
    return x
