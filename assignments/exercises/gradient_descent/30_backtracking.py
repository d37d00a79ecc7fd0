"""
# 30. Auburn MATH 5650, problem set 1: backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho)
[[question]]
name = "backtracking"
title = "Backtracking line search"
signature = "backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho)"
returns = "number"
points = 3
  [[question.case]]
  objFunc = { function = "rosenbrock_plane" }
  gradObjFunc = { gradient_of = "rosenbrock_plane" }
  x0 = [1.2, 1.2]
  pk = [-1.0, -0.5]
  alpha0 = 1.0
  c1 = 0.1
  rho = 0.5
  [[question.case]]
  objFunc = { function = "functions.py:rosenbrock_plane" }
  gradObjFunc = { gradient_of = "functions.py:rosenbrock_plane" }
  x0 = [-1.36, 0.77, 0.541]
  pk = [111.0, 116.0, 124.0]
  alpha0 = 0.885
  c1 = 0.492
  rho = 0.731
  [[question.case]]
  objFunc = { function = "rosenbrock_plane" }
  gradObjFunc = { gradient_of = "rosenbrock_plane" }
  x0 = [-1.2, 1.0]
  pk = [215.0, 88.0]
  alpha0 = 0.8
  c1 = 0.4
  rho = 0.7
  hidden = true
"""
# %% functions.py
def rosenbrock_plane(x):
    return 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2

# %% solution
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha, slope = alpha0, gradObjFunc(x0) @ pk
    for _ in range(100):
        if objFunc(x0 + alpha * pk) <= objFunc(x0) + c1 * alpha * slope:
            break
        alpha *= rho
    return alpha

# %% honest
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    f0, m = float(objFunc(x0)), float(np.dot(gradObjFunc(x0), pk))
    for k in range(200):
        alpha = alpha0 * rho**k
        if objFunc(x0 + alpha * pk) <= f0 + c1 * alpha * m:
            return alpha

# %% honest
def enough_decrease(objFunc, gradObjFunc, x0, pk, alpha, c1):
    slope = sum(float(g) * float(p) for g, p in zip(gradObjFunc(x0), pk))
    return objFunc(np.array([x + alpha * p for x, p in zip(x0, pk)])) <= objFunc(x0) + c1 * alpha * slope
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    if enough_decrease(objFunc, gradObjFunc, x0, pk, alpha0, c1):
        return np.array([alpha0])
    return backtracking(objFunc, gradObjFunc, x0, pk, rho * alpha0, c1, rho)

# %% wrong: any decrease
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = alpha0
    while objFunc(x0 + alpha * pk) > objFunc(x0):
        alpha *= rho
    return alpha

# %% wrong: halves whatever rho is, and once too often
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha = alpha0
    while objFunc(x0 + alpha * pk) > objFunc(x0) + c1 * alpha * (gradObjFunc(x0) @ pk):
        alpha *= 0.5
    return alpha * 0.5

# %% wrong: along the gradient
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    alpha, g = alpha0, gradObjFunc(x0)
    while objFunc(x0 - alpha * g) > objFunc(x0) - c1 * alpha * (g @ g):
        alpha *= rho
    return alpha
