"""Exercises of the field, compiled from their solutions; right, wrong and misformed work graded as a student's is."""

from __future__ import annotations

import numpy as np
import pytest

from grader.authoring.proving.preflight import require_ready
from grader.authoring.proving.trials.mistake_trials import right_transcript
from grader.judging.judge import judge

ASSIGNMENT = "exercises"


def test_the_solution_earns_every_point_and_the_handout_none(assignment, key):
    """What a release demands: stubs, a handout that solves nothing, a master that earns everything."""
    require_ready(assignment, key)
    report = judge(key, right_transcript(key))
    assert report.earned == report.possible == 23


def test_expected_values_are_the_closed_form_in_float64(key):
    """A witness that is not the solution: the numbers of the first case by hand."""
    case = next(q for q in key.questions if q.name == "logistic_regression").cases[0]
    y, tx, w = np.array([0, 1, 1]), np.array([[2.3, 3.2], [1.0, 0.1], [1.4, 2.3]]), np.array([0.5, 1.0])
    signs = 2 * y - 1
    assert case.expected[".loss"] == pytest.approx(np.mean(np.log1p(np.exp(-signs * (tx @ w)))), rel=1e-14)
    gradient = -np.mean((signs / (1 + np.exp(signs * (tx @ w))))[:, None] * tx, axis=0)
    np.testing.assert_allclose(case.expected[".gradient"], gradient, rtol=1e-13)
    scale = np.abs(gradient).max()
    assert 1e-6 * scale < case.tolerance[".gradient"] < 1e-3 * scale


def test_arguments_reach_the_student_as_they_are_written(transcript):
    """Whole numbers and arrays of them stay whole, tables are dictionaries, words are words."""
    source = """
import numpy as np
def build_poly(x, degree):
    raise ValueError(f"{x.dtype} {type(degree).__name__}")
def logistic_regression(y, tx, w):
    raise ValueError(f"{y.dtype} {tx.dtype} {tx.shape}")
def nearest_label(X, labels, x, k):
    raise ValueError(f"{labels} {type(k).__name__}")
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    raise ValueError(f"{type(parameters).__name__} {parameters['W1'].shape} {type(beta).__name__}")
"""
    calls = transcript(source).calls
    assert calls["build_poly.1"].message == "float64 int"
    assert calls["logistic_regression.1"].message == "int64 float64 (3, 2)"
    assert calls["nearest_label.1"].message == "['ham', 'spam', 'spam', 'ham'] int"
    assert calls["update_parameters_with_momentum.1"].message == "dict (3, 2) float"
