"""Exercises of the field, compiled from their solutions; right, wrong and misformed work graded as a student's is."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from field import exercises
from support.compiled import underived_key
from support.program import forked

from grader.authoring.proving.preflight import require_ready
from grader.authoring.proving.trials.mistake_trials import right_transcript
from grader.authoring.reading.assignment_file import load_assignment
from grader.frontends.student.key_choice import with_questions
from grader.judging.judge import judge
from grader.model.key import Key
from grader.sandbox.transcribe import transcribe

if TYPE_CHECKING:
    from grader.model.report import QuestionReport


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return exercises.write(tmp_path_factory.mktemp("field"))


@pytest.fixture(scope="module")
def key(folder) -> Key:
    return underived_key(load_assignment(folder))


@pytest.fixture
def graded(key, tmp_path):
    """What the judge says of a question when a submission holds these lines."""

    def grade(question: str, source: str) -> QuestionReport:
        (path := tmp_path / "work.py").write_text(f"import numpy as np\n{source}", encoding="utf-8")
        report = judge(key, transcribe(path, with_questions(key, [question]), forked()))
        return next(q for q in report.questions if q.name == question)

    return grade


def test_the_solution_earns_every_point_and_the_handout_none(folder, key):
    """What a release demands: stubs, a handout that solves nothing, a master that earns everything."""
    require_ready(load_assignment(folder), key)
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


def test_arguments_reach_the_student_as_they_are_written(key, tmp_path):
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
    (path := tmp_path / "types.py").write_text(source, encoding="utf-8")
    calls = transcribe(path, key, forked()).calls
    assert calls["build_poly.1"].message == "float64 int"
    assert calls["logistic_regression.1"].message == "int64 float64 (3, 2)"
    assert calls["nearest_label.1"].message == "['ham', 'spam', 'spam', 'ham'] int"
    assert calls["update_parameters_with_momentum.1"].message == "dict (3, 2) float"


LOGISTIC = """
def logistic_regression(y, tx, w):
    p = 1 / (1 + np.exp(-tx @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    gradient = tx.T @ (p - y) / len(y)
    hessian = tx.T @ np.diag(p * (1 - p)) @ tx / len(y)
    return {}
"""
MOMENTUM = """
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {{name: beta * v[name] + (1 - beta) * grads[name] for name in v}}
    parameters = {{name: p - learning_rate * v["d" + name] for name, p in parameters.items()}}
    {}
    return parameters, v
"""
POLY = "def build_poly(x, degree):\n    return {}"
LABEL = "def nearest_label(X, labels, x, k):\n    return {}"

WRONG = [  # question, source, status, share of the points, words
    ("logistic_regression", LOGISTIC.format("loss, gradient * len(y), hessian"), "wrong", 0.5,
     "Right: `loss`, `hessian`.\n`gradient` is (1.849953, "),
    ("logistic_regression", LOGISTIC.format("{'loss': loss}"), "malformed", 0,
     "Your function returned a dictionary; 3 values were asked for"),
    ("logistic_regression", LOGISTIC.format("loss, gradient, hessian[0]"), "wrong", 0.75,
     "Right: `loss`, `gradient`.\n`hessian` has the shape (2,); it should have the shape (2, 2)."),
    ("logistic_regression", LOGISTIC.format("loss * np.nan, gradient, hessian"), "wrong", 0.75,
     "`loss` is nan; it should be 1.616300."),
    ("update_parameters_with_momentum", MOMENTUM.format("parameters['W1'][-1, 0] += 1"), "wrong", 0.75,
     '`parameters["W1"]` is wrong in 1 of 6 entries, at `parameters["W1"][2, 0]` (row 3, column 1):\n'
     "yours is 1.100400; it should be 0.100400.\n"),
    ("update_parameters_with_momentum", MOMENTUM.format("del v['db1']"), "wrong", 0.75,
     '`v` has no entry "db1"; it has "dW1".'),
    ("update_parameters_with_momentum", MOMENTUM.format("parameters = list(parameters.values())"), "wrong", 0.5,
     '`parameters` is a list or tuple of 2 entries; a dictionary was asked for, with the keys "W1", "b1".'),
    ("build_poly", POLY.format("np.stack([x**d for d in range(degree)], 1)"), "malformed", 0,
     "Your result has the shape (3, 3); it should have the shape (3, 4)."),
    ("build_poly", POLY.format("np.stack([x**d for d in range(degree + 1)], 0)"), "malformed", 0,
     "All numbers are right, but it is transposed."),
    ("nearest_label", LABEL.format("1"), "malformed", 0, 'one of "ham", "spam" was asked for.'),
    ("compute_loss", "def compute_loss(y, tx, w):\n    return np.mean((y - tx @ w)**2)", "wrong", 0,
     "Your result is 8.134167; it should be 4.067083."),
]  # fmt: skip


@pytest.mark.parametrize(("question", "source", "status", "share", "words"), WRONG)
def test_wrong_work_loses_its_part_and_reads_where_it_is_wrong(question, source, status, share, words, graded):
    ast.parse(source)
    report = graded(question, source)
    assert words in report.message
    assert (report.status, report.earned) == (status, pytest.approx(share * report.possible))
