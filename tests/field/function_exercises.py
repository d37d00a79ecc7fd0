"""Exercises that are called with functions, files and random generators, written as they are assigned."""

from __future__ import annotations

from pathlib import Path

import numpy as np

HEAD = """
name = "functions"
title = "Exercises with functions, files and random numbers"
notebook = "functions_master.py"
"""

NEWTON = """
[[question]]
name = "newtons_method"
title = "Newton's method"
signature = "newtons_method(dfdx, d2fdx2, x, num_iterations)"
returns = "number"
points = 2
  [[question.case]]
  dfdx = { gradient_of = "quartic" }
  d2fdx2 = { hessian_of = "quartic" }
  x = 2.5
  num_iterations = 2
  [[question.case]]
  dfdx = { gradient_of = "exponential" }
  d2fdx2 = { hessian_of = "exponential" }
  x = 0.3
  num_iterations = 3
  hidden = true
"""

BACKTRACKING = """
[[question]]
name = "backtracking"
title = "Backtracking line search"
signature = "backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho)"
returns = "number"
points = 2
  [[question.case]]
  objFunc = { function = "coupled" }
  gradObjFunc = { gradient_of = "coupled" }
  x0 = [1.3, -0.7]
  pk = [-1.0, 2.0]
  alpha0 = 4.0
  c1 = 0.5
  rho = 0.6
  [[question.case]]
  objFunc = { function = "quadratic", a = 1.0, b = [0.0, 0.0], C = [[3.0, 1.0], [1.0, 2.0]] }
  gradObjFunc = { gradient_of = "quadratic", a = 1.0, b = [0.0, 0.0], C = [[3.0, 1.0], [1.0, 2.0]] }
  x0 = [1.0, 1.0]
  pk = [-1.0, -0.5]
  alpha0 = 2.0
  c1 = 0.3
  rho = 0.7
  hidden = true
"""

PROJECTED = """
[[question]]
name = "gradient_descent"
title = "Projected gradient descent"
signature = "gradient_descent(init, steps, grad, proj)"
returns = "array"
points = 4
  [[question.case]]
  init = [0.9, 0.4]
  steps = [0.5, 0.3, 0.1]
  grad = { gradient_of = "tilted" }
  proj = { function = "onto_ball", radius = 0.8 }
  [[question.case]]
  init = [-0.4, 0.8]
  steps = [0.2, 0.4]
  grad = { gradient_of = "bowl" }
  proj = { function = "onto_ball", radius = 0.5 }
  hidden = true
"""

FRANK_WOLFE = """
[[question]]
name = "frank_wolfe"
title = "The method of Frank and Wolfe"
signature = "frank_wolfe(initial, update_oracle, num_steps)"
returns = "array"
points = 4
  [[question.case]]
  initial = [1.0, 0.0]
  update_oracle = { function = "vertex", target = [0.2, 0.9] }
  num_steps = 4
  [[question.case]]
  initial = [0.0, 1.0, 0.0]
  update_oracle = { function = "vertex", target = [0.5, 0.1, 0.7] }
  num_steps = 3
  hidden = true
"""

GD = """
[[question]]
name = "gd"
title = "Gradient descent with a rule for the step size"
signature = "gd(f, df, x0, step_size_fn, num_steps)"
returns = [{ x = "array" }, { fs = "array" }, { xs = "array" }]
points = 6
  [[question.case]]
  f = { function = "coupled" }
  df = { gradient_of = "coupled" }
  x0 = [0.8, -0.4]
  step_size_fn = { function = "halving", start = 0.4 }
  num_steps = 3
  [[question.case]]
  f = { function = "tilted" }
  df = { gradient_of = "tilted" }
  x0 = [0.7, 0.2]
  step_size_fn = { function = "halving" }
  num_steps = 2
  hidden = true
"""

REGRESSION = """
[[question]]
name = "linear_regression"
title = "Gradient descent with a cost and a gradient as arguments"
signature = "linear_regression(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters)"
returns = [{ w = "array" }, { b = "number" }, { J_history = "array" }]
points = 6
  [[question.case]]
  X = { file = "data/houses.npz", key = "X" }
  y = { file = "data/houses.npz", key = "y" }
  w_in = [0.0, 0.1]
  b_in = 0.5
  cost_function = { function = "compute_cost" }
  gradient_function = { function = "compute_gradient" }
  alpha = 0.1
  num_iters = 3
  [[question.case]]
  X = { file = "data/hidden.csv", columns = ["size", "rooms"] }
  y = { file = "data/hidden.csv", columns = "price" }
  w_in = [0.2, -0.1]
  b_in = 0.0
  cost_function = { function = "compute_cost" }
  gradient_function = { function = "compute_gradient" }
  alpha = 0.05
  num_iters = 2
  hidden = true
"""

SAMPLE = """
[[question]]
name = "random_batches"
title = "Batches in random order"
signature = "random_batches(X, batch_size, rng=None)"
returns = "array"
points = 2
  [[question.case]]
  X = [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0], [1.0, 0.0], [3.0, 2.0], [5.0, 4.0], [7.0, 6.0]]
  batch_size = 3  # nine rows: their order is right by chance once in 362,880 times
  rng = { rng = 3 }
  [[question.case]]
  X = [[0.5], [1.5], [2.5], [3.5], [4.5], [5.5]]
  batch_size = 2
  seed = 7
  hidden = true
"""

QUESTIONS = (NEWTON, BACKTRACKING, PROJECTED, FRANK_WOLFE, GD, REGRESSION, SAMPLE)

FUNCTIONS = '''
"""Functions that the exercises are called with."""

import jax.numpy as jnp
import numpy as np


def exponential(x):
    return jnp.exp(x) - 2 * x


def halving(k, start=0.5):
    """The step size of step k, which counts from 0."""
    return start / 2**k


def onto_ball(x, radius=1.0):
    return np.asarray(x) * min(1.0, radius / np.linalg.norm(x))


def vertex(x, target):
    """The corner of the simplex that is best for the squared distance to `target`, linearised at x."""
    return np.eye(len(x))[np.argmin(np.asarray(x) - target)]


def compute_cost(X, y, w, b):
    return np.mean((X @ w + b - y) ** 2) / 2


def compute_gradient(X, y, w, b):
    error = X @ w + b - y
    return np.mean(error), X.T @ error / len(y)
'''

MASTER = """
import numpy as np
from functions import halving

houses = np.load("data/houses.npz")


def newtons_method(dfdx, d2fdx2, x, num_iterations):
    ### BEGIN SOLUTION
    for _ in range(num_iterations):
        x = x - dfdx(x) / d2fdx2(x)
    return x
    ### END SOLUTION


def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    ### BEGIN SOLUTION
    alpha, slope = alpha0, gradObjFunc(x0) @ pk
    while objFunc(x0 + alpha * pk) > objFunc(x0) + c1 * alpha * slope:
        alpha *= rho
    return alpha
    ### END SOLUTION


def gradient_descent(init, steps, grad, proj):
    ### BEGIN SOLUTION
    xs = [init]
    for step in steps:
        xs.append(proj(xs[-1] - step * grad(xs[-1])))
    return xs
    ### END SOLUTION


def frank_wolfe(initial, update_oracle, num_steps):
    ### BEGIN SOLUTION
    xs = [initial]
    for t in range(num_steps):
        gamma = 2 / (t + 2)
        xs.append((1 - gamma) * xs[-1] + gamma * update_oracle(xs[-1]))
    return xs
    ### END SOLUTION


def gd(f, df, x0, step_size_fn, num_steps):
    ### BEGIN SOLUTION
    xs, fs = [x0], [f(x0)]
    for k in range(num_steps):
        xs.append(xs[-1] - step_size_fn(k) * df(xs[-1]))
        fs.append(f(xs[-1]))
    return xs[-1], fs, xs
    ### END SOLUTION


def linear_regression(X, y, w_in, b_in, cost_function, gradient_function, alpha, num_iters):
    ### BEGIN SOLUTION
    w, b, J_history = w_in, b_in, []
    for _ in range(num_iters):
        dj_db, dj_dw = gradient_function(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
        J_history.append(cost_function(X, y, w, b))
    return w, b, J_history
    ### END SOLUTION


def random_batches(X, batch_size, rng=None):
    ### BEGIN SOLUTION
    order = np.random.permutation(len(X)) if rng is None else rng.permutation(len(X))
    return [X[order[i : i + batch_size]] for i in range(0, len(X), batch_size)]
    ### END SOLUTION
"""

X = np.array([[0.5, 1.0], [1.5, 0.0], [1.0, 2.0]])
Y = np.array([1, 2, 4])


def write(folder: Path, *questions: str, master: str = MASTER) -> Path:
    """The assignment with these questions, by default all of this page, its functions and its data; its folder."""
    (folder / "data").mkdir()
    np.savez(folder / "data" / "houses.npz", X=X, y=Y)
    (folder / "data" / "hidden.csv").write_text("size,rooms,price\n0.3,2,1\n1.2,1,3\n0.7,3,2\n", encoding="utf-8")
    (folder / "functions.py").write_text(FUNCTIONS, encoding="utf-8")
    (folder / "assignment.toml").write_text(HEAD + "".join(questions or QUESTIONS), encoding="utf-8")
    (folder / "functions_master.py").write_text(master, encoding="utf-8")
    return folder
