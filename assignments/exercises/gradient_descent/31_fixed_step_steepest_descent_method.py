"""
# 31. Auburn MATH 5650, problem set 1: fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter) -> x, iter, path
[[question]]
name = "fixed_step_steepest_descent_method"
title = "Steepest descent with a fixed step"
signature = "fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter)"
returns = [{ x = "array" }, { iter = "number" }, { path = { kind = "history", length = "own", share = 2 } }]
points = 5
  [[question.case]]
  objFunc = { function = "oval" }
  gradObjFunc = { gradient_of = "oval" }
  alpha = 0.2
  x0 = [2.0, 1.0]
  tol = 1e-2
  maxIter = 100
  [[question.case]]
  objFunc = { function = "functions.py:oval", width = 2.0 }
  gradObjFunc = { gradient_of = "functions.py:oval", width = 2.0 }
  alpha = 0.114
  x0 = [-0.77, 0.27, 0.258]
  tol = 0.00131
  maxIter = 5
  [[question.case]]
  objFunc = { function = "oval", width = 2.0 }
  gradObjFunc = { gradient_of = "oval", width = 2.0 }
  alpha = 0.1
  x0 = [-1.0, 0.5]
  tol = 1e-3
  maxIter = 5
  hidden = true
"""
# %% functions.py
def oval(x, width=1.0):
    return width * (x[0] - 1) ** 2 + 2 * (x[1] + 0.5) ** 2 + 0.5 * x[0] * x[1]

# %% solution
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    path = [x0]
    for _ in range(maxIter):
        gradient = gradObjFunc(path[-1])
        if np.linalg.norm(gradient) <= tol:
            break
        path.append(path[-1] - alpha * gradient)
    return path[-1], len(path) - 1, path

# %% honest
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    path = np.array([x0])
    for k in range(maxIter):
        g = np.asarray(gradObjFunc(path[-1]))
        if np.sqrt(g.dot(g)) <= tol:
            break
        path = np.vstack([path, path[-1] - alpha * g])
    return path[-1], len(path) - 1, path

# %% honest
def descend_until(gradObjFunc, alpha, x, tol, left):
    g = gradObjFunc(np.array(x))
    if left == 0 or max(0.0, float(sum(v * v for v in g))) ** 0.5 <= tol:
        return [x]
    return [x, *descend_until(gradObjFunc, alpha, [float(a - alpha * b) for a, b in zip(x, g)], tol, left - 1)]
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    path = descend_until(gradObjFunc, alpha, x0.tolist(), tol, maxIter)
    return path[-1], float(len(path) - 1), path

# %% wrong: counts the start
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x, path = x0, [x0]
    while np.linalg.norm(gradObjFunc(x)) > tol and len(path) <= maxIter:
        x = x - alpha * gradObjFunc(x)
        path.append(x)
    return x, len(path), path

# %% wrong: stops where the cost changes little
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x, path, k = x0, [x0], 0
    while k < maxIter:
        x, k = x - alpha * gradObjFunc(x), k + 1
        path.append(x)
        if abs(objFunc(path[-1]) - objFunc(path[-2])) < tol:
            break
    return x, k, path

# %% wrong: normalized steps
def fixed_step_steepest_descent_method(objFunc, gradObjFunc, alpha, x0, tol, maxIter):
    x, path, k = x0, [x0], 0
    while np.linalg.norm(gradObjFunc(x)) > tol and k < maxIter:
        g = gradObjFunc(x)
        x, k = x - alpha * g / np.linalg.norm(g), k + 1
        path.append(x)
    return x, k, path
