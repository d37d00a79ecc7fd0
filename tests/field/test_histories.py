"""Exercises of the field whose results are histories, stopping rules, counts and lists of equal items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from field import exercises

from grader.authoring.assignment_file import load_assignment
from grader.authoring.compiler import compile_key
from grader.authoring.proving.mistake_trials import right_transcript
from grader.authoring.proving.preflight import require_ready
from grader.judging.judge import judge
from grader.model.key import Key, parse_key

if TYPE_CHECKING:
    from pathlib import Path


GD = """
[[question]]
name = "gradient_descent"
title = "Gradient descent"
signature = "gradient_descent(y, tx, initial_w, max_iters, gamma)"
returns = [{ losses = "history" }, { ws = "history" }]
points = 4
  [question.credit]
  history = 0.7
  [[question.case]]
  y = [0.1, 0.3, 0.5]
  tx = [[1.0, 3.2], [1.0, 0.1], [1.0, 2.3]]
  initial_w = [0.5, 1.0]
  max_iters = 5
  gamma = 0.1
  [[question.case]]
  y = [0.2, -0.3]
  tx = [[1.0, 0.3], [1.0, -0.5]]
  initial_w = [0.3, 2.0]
  max_iters = 7
  gamma = 0.2
  hidden = true
"""

ISTA = """
[[question]]
name = "ista"
title = "Iterative soft thresholding"
signature = "ista(X, y, lambd, w0, stepsize, tol=1e-4, maxiter=1000)"
returns = { kind = "history", length = "own" }
points = 4
  [[question.case]]
  X = [[1.0, 0.5], [0.2, 1.5], [0.3, -0.4]]
  y = [1.0, 2.0, 0.5]
  lambd = 0.1
  w0 = [0.0, 0.0]
  stepsize = 0.2
  tol = 1e-4
  [[question.case]]
  X = [[1.0, 0.5], [0.2, 0.5]]
  y = [1.0, -2.0]
  lambd = 0.3
  w0 = [0.5, 1.0]
  stepsize = 0.3
  tol = 1e-3
  hidden = true
"""

STEEPEST = """
[[question]]
name = "fixed_step_steepest_descent"
title = "Steepest descent with a fixed step"
signature = "fixed_step_steepest_descent(A, b, alpha, x0, tol, maxIter)"
returns = [{ x = "array" }, { iter = "number" }, { path = { kind = "history", length = "own" } }]
points = 3
  [[question.case]]
  A = [[2.0, 0.5], [0.5, 1.0]]
  b = [1.0, -1.0]
  alpha = 0.3
  x0 = [3.0, 3.0]
  tol = 1e-3
  maxIter = 500
  [[question.case]]
  A = [[1.0, 0.0], [0.0, 4.0]]
  b = [0.5, 2.0]
  alpha = 0.2
  x0 = [1.0, -1.0]
  tol = 1e-2
  maxIter = 6
  hidden = true
"""

WALK = """
[[question]]
name = "random_walk"
title = "The random walk of a surfer"
signature = "random_walk(G, x_init, num_iter)"
returns = [{ x = "array" }, { errors = "history" }]
points = 2
  [[question.case]]
  G = [[0.0, 0.5, 1.0], [0.5, 0.0, 0.0], [0.5, 0.5, 0.0]]
  x_init = [1.0, 0.0, 0.0]
  num_iter = 4
  [[question.case]]
  G = [[0.5, 1.0], [0.5, 0.0]]
  x_init = [0.5, 0.5]
  num_iter = 3
  hidden = true
"""

ZSCORE = """
[[question]]
name = "zscore_normalize_features"
title = "Features of mean 0 and deviation 1"
signature = "zscore_normalize_features(X)"
returns = [{ X_norm = "array" }, { mu = "array" }, { sigma = "array" }]
points = 3
  [[question.case]]
  X = [[1.0, 3.0], [2.0, 5.0], [4.0, 1.0]]
  [[question.case]]
  X = [[0.5, 1.0, 2.0], [2.0, -5.0, 1.0]]
  hidden = true
"""

BATCHES = """
[[question]]
name = "mini_batches"
title = "Mini-batches in a given order"
signature = "mini_batches(X, Y, order, size)"
returns = { kind = "list", each = [{ X = "array" }, { Y = "array" }] }
points = 3
  [[question.case]]
  X = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 0.0]]
  Y = [0, 1, 0, 1, 1]
  order = [3, 1, 4, 0, 2]
  size = 2
  [[question.case]]
  X = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
  Y = [1, 1, 0]
  order = [2, 0, 1]
  size = 1
  hidden = true
"""

QUESTIONS = (GD, ISTA, STEEPEST, WALK, ZSCORE, BATCHES)

MASTER = """
import numpy as np


def gradient_descent(y, tx, initial_w, max_iters, gamma):
    ### BEGIN SOLUTION
    w, ws, losses = initial_w, [initial_w], []
    for _ in range(max_iters):
        e = y - tx @ w
        losses.append(e @ e / (2 * len(y)))
        w = w + gamma * tx.T @ e / len(y)
        ws.append(w)
    return losses, ws
    ### END SOLUTION


def ista(X, y, lambd, w0, stepsize, tol=1e-4, maxiter=1000):
    ### BEGIN SOLUTION
    w_traces = [w0]
    for _ in range(maxiter):
        w = w_traces[-1] - stepsize * X.T @ (X @ w_traces[-1] - y)
        w = np.sign(w) * np.maximum(np.abs(w) - stepsize * lambd, 0)
        w_traces.append(w)
        if np.linalg.norm(w - w_traces[-2]) < tol:
            break
    return w_traces
    ### END SOLUTION


def fixed_step_steepest_descent(A, b, alpha, x0, tol, maxIter):
    ### BEGIN SOLUTION
    x, path, k = x0, [x0], 0
    while np.linalg.norm(A @ x - b) > tol and k < maxIter:
        x, k = x - alpha * (A @ x - b), k + 1
        path.append(x)
    return x, k, np.array(path)
    ### END SOLUTION


def random_walk(G, x_init, num_iter):
    ### BEGIN SOLUTION
    x, errors = x_init, []
    for _ in range(num_iter):
        new = G @ x
        errors.append(np.linalg.norm(new - x))
        x = new
    return x, errors
    ### END SOLUTION


def zscore_normalize_features(X):
    ### BEGIN SOLUTION
    mu, sigma = X.mean(axis=0), X.std(axis=0)
    return (X - mu) / sigma, mu, sigma
    ### END SOLUTION


def mini_batches(X, Y, order, size):
    ### BEGIN SOLUTION
    starts = range(0, len(Y), size)
    return [(X[order[i : i + size]], Y[order[i : i + size]]) for i in starts]
    ### END SOLUTION
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return exercises.write(tmp_path_factory.mktemp("histories"), *QUESTIONS, master=MASTER)


@pytest.fixture(scope="module")
def key(folder) -> Key:
    """The key as it is read back from its file."""
    return parse_key(compile_key(load_assignment(folder)).to_json())


def test_the_solution_earns_every_point_and_the_handout_none(folder, key):
    require_ready(load_assignment(folder), key)
    report = judge(key, right_transcript(key))
    assert report.earned == report.possible == 19


def test_print(key):
    for q in key.questions:
        for c in q.cases:
            print(c.id, {k: (v.dtype, v.shape) for k, v in c.expected.items()}, c.tolerance)
    assert 0
