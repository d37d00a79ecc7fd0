"""Exercises of the field whose results are histories, stopping rules, counts and lists of equal items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from field import exercises
from support.compiled import underived_key
from support.program import forked

from grader.authoring.proving.preflight import require_ready
from grader.authoring.proving.trials.mistake_trials import right_transcript, try_mistakes
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.model.key import Key
from grader.sandbox.transcribe import transcribe

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model.report import QuestionReport


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
  maxiter = 200
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
    return underived_key(load_assignment(folder))


def test_the_solution_earns_every_point_and_the_handout_none(folder, key):
    require_ready(load_assignment(folder), key)
    report = judge(key, right_transcript(key))
    assert report.earned == report.possible == 19


def test_every_slip_of_recording_that_the_cases_can_show_loses_points_and_is_named(key):
    trials = [trial for trial in try_mistakes(key) if trial.mistake.startswith("history.")]
    assert len({trial.mistake for trial in trials}) == 13 and len(trials) > 30
    for trial in trials:
        assert not trial.survives and not trial.loses_elsewhere
        assert trial.report.mistake == trial.mistake == trial.student_report.mistake, trial.report


def test_a_run_that_never_stops_is_too_large_and_reads_how_many_numbers_are_expected(key, tmp_path):
    endless = "def ista(X, y, lambd, w0, stepsize, tol=1e-4, maxiter=1000):\n    return [w0] * 40_000"
    message = _graded(key, tmp_path, endless)["ista"].message
    assert "it holds 80,000 numbers, where 68 are expected; a list or array with one entry per step was" in message


def _graded(key: Key, folder: Path, source: str) -> dict[str, QuestionReport]:
    """What the judge says of each question of a submission."""
    (path := folder / "work.py").write_text(f"import numpy as np\n{source}", encoding="utf-8")
    return {report.name: report for report in judge(key, transcribe(path, key, forked())).questions}
