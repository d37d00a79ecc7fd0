"""Exercises without one right answer: properties, thresholds and random results, judged by staff's own Python."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from support.program import forked

from grader.authoring.proving.rehearsal import try_wrong_examples
from grader.authoring.proving.trials.check_trials import check_findings
from grader.sandbox.transcribe import transcribe

ASSIGNMENT = "checks"


def test_an_argument_gradient_that_is_an_array_is_no_cost(key):
    assert key.questions[0].cases[0].title == "gradient = [1.0, -2.0], B = [[2.0, 0.5], [0.5, 1.0]]"


@pytest.mark.slow
def test_rehearsal_proves_the_checks_and_prints_the_rate_of_false_alarms(assignment, key):
    read, chance, draws = check_findings(assignment, key)
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


@pytest.mark.parametrize(("work", "question"), [(work, q) for work, (_, claims) in WORK.items() for q in claims])
def test_a_check_judges_work_that_no_answer_could(work, question, graded):
    source, claims = WORK[work]
    status, share, words = claims[question]
    report = graded(f"import jax, jax.numpy as jnp, numpy as np\n{source}")[question]
    assert words in report.message
    assert (report.status, report.earned) == (status, pytest.approx(share * report.possible)), report


def test_students_hold_the_checks_of_visible_cases_and_no_held_out_data(key):
    student = key.for_students()
    assert student.checks == key.checks
    assert "2.2" in key.to_json() and next(q for q in student.questions if q.name == "fit").cases == ()
