"""Exercises of the field, written as they are assigned: `[[question]]` tables and the solutions of a master.

Names, argument order and form of the result are those of the courses; every solution is ours.
"""

from __future__ import annotations

from pathlib import Path

HEAD = """
name = "field"
title = "Exercises of the field"
notebook = "field.py"
"""

COST = """
[[question]]
name = "compute_loss"
title = "The cost of linear regression"
signature = "compute_loss(y, tx, w)"
returns = "number"
points = 4
  [[question.case]]
  y = [0.1, 0.3, 0.5]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  w = [0.5, 1.0]
  [[question.case]]
  y = [0.2, -0.3]
  tx = [[1.0, 0.3], [0.4, -0.5]]
  w = [0.3, 2.0]
  hidden = true
"""

LOGISTIC = """
[[question]]
name = "logistic_regression"
title = "Loss, gradient and Hessian of logistic regression"
signature = "logistic_regression(y, tx, w)"
returns = [{ loss = "number" }, { gradient = { kind = "array", share = 2 } }, { hessian = "array" }]
points = 8
  [[question.case]]
  y = [0, 1, 1]
  tx = [[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]
  w = [0.5, 1.0]
  [[question.case]]
  y = [1, 0]
  tx = [[1.0, 0.3], [0.4, -0.5]]
  w = [0.3, 2.0]
  hidden = true
"""

GD_STEP = """
[[question]]
name = "update_parameters_with_momentum"
title = "A step of momentum on a dictionary of parameters"
signature = "update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)"
returns = [{ parameters = { W1 = "array", b1 = "array" } }, { v = { dW1 = "array", db1 = "array" } }]
points = 6
  [[question.case]]
  parameters = { W1 = [[1.0, 2.0], [0.5, -1.0], [0.1, 0.2]], b1 = [[0.5], [0.0], [1.0]] }
  grads = { dW1 = [[0.1, 0.2], [0.3, 0.1], [-0.4, 0.5]], db1 = [[0.3], [-0.1], [0.2]] }
  v = { dW1 = [[0.2, 0.0], [0.0, 0.1], [0.0, 0.3]], db1 = [[0.1], [0.0], [0.0]] }
  beta = 0.9
  learning_rate = 0.01
  [[question.case]]
  parameters = { W1 = [[0.3, 0.1]], b1 = [[0.2]] }
  grads = { dW1 = [[0.5, -0.2]], db1 = [[0.4]] }
  v = { dW1 = [[0.1, 0.1]], db1 = [[0.2]] }
  beta = 0.8
  learning_rate = 0.1
  hidden = true
"""

POLY = """
[[question]]
name = "build_poly"
title = "Polynomial features"
signature = "build_poly(x, degree)"
returns = "array"
points = 3
  [[question.case]]
  x = [0.0, 1.5, -0.5]
  degree = 3
  [[question.case]]
  x = [0.2, 0.7]
  degree = 2
  hidden = true
"""

KNN = """
[[question]]
name = "nearest_label"
title = "The label of the nearest neighbours"
signature = "nearest_label(X, labels, x, k)"
returns = { kind = "label", options = ["ham", "spam"] }
points = 2
  [[question.case]]
  X = [[0.0, 0.0], [1.0, 1.0], [0.9, 1.2], [0.1, 0.2]]
  labels = ["ham", "spam", "spam", "ham"]
  x = [0.8, 0.9]
  k = 3
  [[question.case]]
  X = [[0.0, 0.0], [1.0, 1.0], [0.3, 0.1]]
  labels = ["ham", "spam", "ham"]
  x = [0.2, 0.1]
  k = 1
  hidden = true
"""

QUESTIONS = (COST, LOGISTIC, GD_STEP, POLY, KNN)

MASTER = """
import numpy as np


def compute_loss(y, tx, w):
    ### BEGIN SOLUTION
    e = y - tx @ w
    return (e @ e) / (2 * len(y))
    ### END SOLUTION


def logistic_regression(y, tx, w):
    ### BEGIN SOLUTION
    p = 1 / (1 + np.exp(-tx @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, tx.T @ (p - y) / len(y), tx.T @ np.diag(p * (1 - p)) @ tx / len(y)
    ### END SOLUTION


def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    ### BEGIN SOLUTION
    v = {name: beta * v[name] + (1 - beta) * grads[name] for name in v}
    return {name: p - learning_rate * v["d" + name] for name, p in parameters.items()}, v
    ### END SOLUTION


def build_poly(x, degree):
    ### BEGIN SOLUTION
    return np.stack([x**d for d in range(degree + 1)], axis=1)
    ### END SOLUTION


def nearest_label(X, labels, x, k):
    ### BEGIN SOLUTION
    nearest = np.argsort(np.linalg.norm(X - x, axis=1))[:k]
    near = [labels[i] for i in nearest]
    return max(set(near), key=near.count)
    ### END SOLUTION
"""


def write(folder: Path, *questions: str, master: str = MASTER) -> Path:
    """The assignment with these questions, by default all of this page; its folder."""
    (folder / "assignment.toml").write_text(HEAD + "".join(questions or QUESTIONS), encoding="utf-8")
    (folder / "field.py").write_text(master, encoding="utf-8")
    return folder
