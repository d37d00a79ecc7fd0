"""Exercises without one right answer: properties, thresholds and random results, judged by staff's own Python."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from support.compiled import underived_key
from support.program import forked

from grader.authoring.proving.rehearsal import try_wrong_examples
from grader.authoring.proving.trials.check_trials import check_findings
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.model.key import Key
from grader.sandbox.transcribe import transcribe

if TYPE_CHECKING:
    from grader.model.report import QuestionReport

TOML = """
name = "field"
title = "Exercises of the field"
notebook = "field.py"

[[question]]
name = "search_direction"
title = "Any descent direction"
signature = "search_direction(gradient, B)"
returns = "array"
check = "checks.py:is_descent_direction"
points = 2
  [[question.case]]
  gradient = [1.0, -2.0]
  B = [[2.0, 0.5], [0.5, 1.0]]
  [[question.case]]
  gradient = [0.3, 0.1, -4.0]
  B = [[1.0, 0.0, 0.0], [0.0, 3.0, 0.0], [0.0, 0.0, 0.2]]
  hidden = true

[[question]]
name = "orthonormal_basis"
title = "An orthonormal basis of the column space"
signature = "orthonormal_basis(A)"
returns = "any"
check = "checks.py:is_orthonormal_basis"
points = 4
  [[question.case]]
  A = [[1.0, 1.0], [1.0, 0.0], [0.0, 2.0]]

[[question]]
name = "fit"
title = "A classifier that is right on data it has not seen"
signature = "fit(features, targets)"
returns = "array"
check = "checks.py:is_accurate"
points = 4
all_hidden = true
  [[question.case]]
  features = [[0.0, 1.0], [0.5, 2.0], [3.0, 0.2], [2.5, -0.5], [0.2, 0.9], [2.0, 0.1]]
  targets = [1, 1, -1, -1, 1, -1]
  for_check = { X = [[0.1, 1.5], [2.2, 0.4], [0.3, 3.0], [4.0, 1.0]], y = [1, -1, 1, -1] }
  hidden = true

[[question]]
name = "sample_minibatch"
title = "A random batch"
signature = "sample_minibatch(input_data, target_data, num_points)"
returns = [{ inputs = "array" }, { targets = "array" }]
check = "checks.py:is_random_batch"
runs = 200
error_rate = 1e-4
points = 4
  [[question.case]]
  input_data = [[0.0, 0.5], [1.0, 1.5], [2.0, 2.5], [3.0, 3.5]]
  target_data = [10.0, 11.0, 12.0, 13.0]
  num_points = 2

[[question]]
name = "stochastic_gradient"
title = "A gradient that is right on average"
signature = "stochastic_gradient(A, b, x, seed)"
returns = "array"
check = "checks.py:is_unbiased"
runs = 200
error_rate = 1e-5
points = 3
  [[question.case]]
  A = [[1.0, 2.0], [0.5, -1.0], [2.0, 0.3]]
  b = [1.0, -1.0, 0.5]
  x = [0.2, -0.3]
  seed = 7
"""

CHECKS = """
import numpy as np
from grader.p_values import combine, of_counts, of_mean


def is_descent_direction(result, *, arguments, expected):
    slope = float(arguments["gradient"] @ result)
    return slope < 0, f"The slope of f along your direction is {slope:.3g}; it should be negative."


def is_orthonormal_basis(result, *, arguments, expected):
    Q, A = np.asarray(result, dtype=float), arguments["A"]
    if Q.shape != A.shape:
        return 0, f"Your basis has the shape {Q.shape}; the columns of A span {A.shape[1]} dimensions."
    orthonormal = np.allclose(Q.T @ Q, np.eye(Q.shape[1]), atol=1e-4)
    spans = np.allclose(Q @ np.linalg.lstsq(Q, A, rcond=None)[0], A, atol=1e-4)
    sentence = "orthonormal, and do not span those of A" if orthonormal else "not orthonormal"
    return (orthonormal + spans) / 2, f"Your columns are {sentence}."


def is_accurate(result, *, arguments, expected):
    accuracy = np.mean(np.sign(arguments["X"] @ result) == arguments["y"])
    return accuracy >= 0.75, f"On new data {accuracy:.0%} of your labels are right; 75 % were asked for."


def is_random_batch(results, *, arguments, expected):
    data, targets = arguments["input_data"], arguments["target_data"]
    first = []
    for inputs, labels in results:
        if inputs.shape != (arguments["num_points"], data.shape[1]):
            return 0, f"A batch has the shape {inputs.shape}."
        rows = [int(np.abs(data - row).sum(axis=1).argmin()) for row in inputs]
        if not np.allclose(data[rows], inputs) or not np.allclose(targets[rows], np.ravel(labels)):
            return 0, "A batch holds points with targets that are not theirs."
        first.append(rows[0])
    counts = np.bincount(first, minlength=len(data))
    return of_counts(counts, np.full(len(data), 1 / len(data))), f"The points came first {counts} times."


def is_unbiased(results, *, arguments, expected):
    A, b, x = (arguments[name] for name in ("A", "b", "x"))
    gradient, mean = A.T @ (A @ x - b) / len(b), np.mean(results, axis=0)
    return of_mean(results, gradient), f"Their mean is {mean}, and the gradient {gradient}."
"""

SOLUTION = """
import numpy as np


def search_direction(gradient, B):
    ### BEGIN SOLUTION
    return -np.linalg.solve(B, gradient)
    ### END SOLUTION


def orthonormal_basis(A):
    ### BEGIN SOLUTION
    return np.linalg.qr(A)[0]
    ### END SOLUTION


def fit(features, targets):
    ### BEGIN SOLUTION
    return np.linalg.lstsq(features, targets, rcond=None)[0]
    ### END SOLUTION


def sample_minibatch(input_data, target_data, num_points):
    ### BEGIN SOLUTION
    chosen = np.random.choice(len(input_data), num_points, replace=False)
    return input_data[chosen], target_data[chosen]
    ### END SOLUTION


def stochastic_gradient(A, b, x, seed):
    ### BEGIN SOLUTION
    i = np.random.default_rng(seed).integers(len(b))
    return A[i] * (A[i] @ x - b[i])
    ### END SOLUTION
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("field")
    for name, text in (("assignment.toml", TOML), ("checks.py", CHECKS), ("field.py", SOLUTION)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def key(folder) -> Key:
    return underived_key(load_assignment(folder))


def test_an_argument_gradient_that_is_an_array_is_no_cost(key):
    assert key.questions[0].cases[0].title == "gradient = [1.0, -2.0], B = [[2.0, 0.5], [0.5, 1.0]]"


@pytest.mark.slow
def test_rehearsal_proves_the_checks_and_prints_the_rate_of_false_alarms(folder, key):
    read, chance, draws = check_findings(load_assignment(folder), key)
    assert read.ok and read.figure == "5 of 5"
    assert (chance.what, chance.figure) == (
        "chance costs right work points",
        "at most 1 in 9,091 submissions, over 2 cases",
    )
    assert draws.ok and float(draws.figure.removeprefix("smallest p-value ")) > 1e-4


def test_a_wrong_distribution_that_no_run_shows_is_answered_with_more_runs(key, tmp_path):
    """The rehearsal's line said what passes, and nothing of what to try."""
    (tmp_path / "wrong").mkdir()
    skewed = """
import numpy as np
def sample_minibatch(x, y, n):
    first = int(np.random.choice(4, p=[0.26, 0.26, 0.24, 0.24]))
    rows = [first, (first + 1) % 4]
    return x[rows], y[rows]
"""
    (tmp_path / "wrong" / "skewed.py").write_text(skewed, encoding="utf-8")
    runner = SimpleNamespace(run=lambda key, paths, what: [transcribe(path, key, forked()) for path in paths])
    (finding,) = try_wrong_examples(SimpleNamespace(wrong=[tmp_path / "wrong" / "skewed.py"]), key, runner).findings
    assert not finding.ok and finding.troubles[0] == (
        "skewed.py loses no point: add a case in which its result differs, with more `runs`, or test another property "
        "in its check"
    )


WORK = {  # question: (lines, status, share of the points, words)
    "right": (
        """
def search_direction(gradient, B): return [-1e-3 * g for g in gradient]
def orthonormal_basis(A): return jnp.linalg.svd(A, full_matrices=False)[0]
def fit(features, targets): return np.sign([[-1], [0.5]])
def sample_minibatch(input_data, target_data, num_points):
    order = np.random.permutation(len(input_data))[:num_points]
    return np.float32([input_data[i] for i in order]), [target_data[i] for i in order]
def stochastic_gradient(A, b, x, seed):
    i = jax.random.randint(jax.random.key(seed), (), 0, len(b))
    return A[i] * (A[i] @ x - b[i])
""",
        dict.fromkeys(
            ("search_direction", "orthonormal_basis", "fit", "sample_minibatch", "stochastic_gradient"),
            ("right", 1, ""),
        ),
    ),
    "wrong": (
        """
def search_direction(gradient, B): return gradient
def orthonormal_basis(A): return np.eye(3)[:, :2]
def fit(features, targets): return np.array([1.0, 1.0])
def sample_minibatch(input_data, target_data, num_points): return input_data[:num_points], target_data[:num_points]
def stochastic_gradient(A, b, x, seed):
    i = np.random.default_rng(seed).integers(len(b) - 1)
    return A[i] * (A[i] @ x - b[i])
""",
        {
            "search_direction": ("wrong", 0, "The slope of f along your direction is 5; it should be negative."),
            "orthonormal_basis": (
                "wrong", 0.5,
                "Your columns are orthonormal, and do not span those of A.\nYou keep 50 % of the points of this case.",
            ),
            "fit": ("wrong", 0, "This question has no visible case"),
            "sample_minibatch": (
                "wrong", 0,
                "Your function was called 200 times. The points came first [200   0   0   0] times.\n"
                "A right function gives results like these by chance at most once in 10,000 tries.",
            ),
            "stochastic_gradient": ("wrong", 0, "Their mean is"),
        },
    ),
    "of another form": (
        """
def search_direction(gradient, B): return {"d": gradient}
def orthonormal_basis(A): return (q for q in A)
def fit(features, targets): w = None; return w
def sample_minibatch(input_data, target_data, num_points): return input_data[:num_points]
def stochastic_gradient(A, b, x, seed): raise ValueError(f"seed {seed}")
""",
        {
            "search_direction": ("malformed", 0, "Your function returned a dictionary; an array of numbers was asked"),
            "orthonormal_basis": ("malformed", 0, "Your function returned a generator (`list(...)` makes"),
            "fit": ("malformed", 0, ""),
            "sample_minibatch": ("wrong", 0, "Your function was called 200 times. A batch has the shape (2,)."),
            "stochastic_gradient": ("crashed", 0, "seed 7"),
        },
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def reports(key, tmp_path_factory) -> dict[str, dict[str, QuestionReport]]:
    """Every piece of work by its name, graded as a submission."""
    path = tmp_path_factory.mktemp("work") / "work.py"
    graded = {}
    for name, (source, _) in WORK.items():
        path.write_text(f"import jax, jax.numpy as jnp, numpy as np\n{source}", encoding="utf-8")
        graded[name] = {q.name: q for q in judge(key, transcribe(path, key, forked())).questions}
    return graded


@pytest.mark.parametrize(("work", "question"), [(work, q) for work, (_, claims) in WORK.items() for q in claims])
def test_a_check_judges_work_that_no_answer_could(work, question, reports):
    report = reports[work][question]
    status, share, words = WORK[work][1][question]
    assert words in report.message
    assert (report.status, report.earned) == (status, pytest.approx(share * report.possible)), report


def test_students_hold_the_checks_of_visible_cases_and_no_held_out_data(key):
    student = key.for_students()
    assert student.checks == key.checks
    assert "2.2" in key.to_json() and next(q for q in student.questions if q.name == "fit").cases == ()
