"""Exercises that receive functions, files and generators: honest work in two styles, wrong work, and attacks."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from field import exercises

from grader.authoring.handout import handout_files
from grader.authoring.proving.rehearsal import constant_arguments
from grader.authoring.proving.trials.mistake_trials import right_transcript
from grader.authoring.release import student_files
from grader.judging.judge import judge
from grader.model.encoding.values import Numbers, encode

ASSIGNMENT = "functions"


def test_the_solution_earns_every_point_and_the_handout_none(assignment, key, transcript):
    report = judge(key, right_transcript(key))
    assert report.earned == report.possible == 26
    (handout,) = handout_files(assignment).values()
    report = judge(key, transcript(handout))
    assert report.earned == 0
    assert {question.status for question in report.questions} == {"not_attempted"}


def test_titles_name_functions_files_and_seeds(key):
    titles = {case.id: case.title for question in key.questions for case in question.cases}
    assert (
        titles["newtons_method.1"] == "dfdx = gradient of quartic, d2fdx2 = Hessian of quartic, x = 2.5, "
        "num_iterations = 2"
    )
    assert "proj = onto_ball(radius = 0.8)" in titles["gradient_descent.1"]
    assert titles["linear_regression.1"].startswith("X = data/houses.npz[X], y = data/houses.npz[y], ")
    assert titles["random_batches.1"].endswith("rng = default_rng(3)")
    assert titles["random_batches.2"].endswith("np.random.seed(7)")


def test_expected_values_are_those_of_formulas_written_by_hand(key):
    """A witness that shares nothing with the solution or with JAX: Newton's method on w^4 + w^2 + 10 w."""
    w = 2.5
    for _ in range(2):
        w -= (4 * w**3 + 2 * w + 10) / (12 * w**2 + 2)
    case = next(c for q in key.questions for c in q.cases if c.id == "newtons_method.1")
    assert case.expected["."] == pytest.approx(w, rel=1e-12)


@pytest.mark.slow
def test_honest_work_in_jax_earns_every_point(graded):
    for question in graded(exercises.read("functions_in_jax.py")).values():
        assert (question.status, question.earned) == ("right", question.possible), question.message


def test_rehearse_names_functions_that_are_the_same_in_every_case(assignment):
    troubles = constant_arguments(assignment).troubles
    assert [trouble.split(" in every case")[0] for trouble in troubles] == [
        "cost_function is compute_cost",
        "gradient_function is compute_gradient",
    ]


# ── attacks


VANDAL = """
import functions, numpy as np, os

def newtons_method(dfdx, d2fdx2, x, num_iterations):
    functions.halving = functions.onto_ball = functions.vertex = lambda *a, **k: 0.0
    functions.np = None
    for f in (dfdx, d2fdx2):
        f.__globals__.clear() if "halving" in f.__globals__ else None
    np.random.seed = np.random.default_rng = None
    os.remove("data/houses.npz")
    return 0.0
"""


def test_what_one_function_does_to_the_public_functions_reaches_no_other_question(graded):
    source = exercises.read("functions/functions_master.py").replace("def newtons_method", "def unused")
    reports = graded(source + VANDAL)
    assert reports.pop("newtons_method").earned == 0
    assert {name: report.status for name, report in reports.items()} == dict.fromkeys(reports, "right")


SPY = """
import glob, os
def newtons_method(dfdx, d2fdx2, x, num_iterations):
    raise ValueError(sorted(glob.glob("**", recursive=True)))
def backtracking(objFunc, gradObjFunc, x0, pk, alpha0, c1, rho):
    raise ValueError(open("data/hidden.csv").read())
def random_batches(X, batch_size, rng=None):
    raise ValueError(open("../" + os.listdir("..")[0]).read())
"""


def test_no_file_of_hidden_cases_lies_where_student_code_runs(transcript):
    calls = transcript(SPY).calls
    assert calls["newtons_method.1"].message == "['data', 'data/houses.npz']"
    assert calls["backtracking.1"].kind == "FileNotFoundError"
    assert calls["random_batches.1"].kind in ("PermissionError", "IsADirectoryError", "FileNotFoundError")


def test_students_are_given_the_visible_file_and_no_number_of_the_hidden_one(assignment, key):
    given = student_files(assignment, key)
    assert given["data/houses.npz"] == (assignment.folder / "data" / "houses.npz").read_bytes()
    assert not [name for name in given if "hidden" in name]
    text, secret = key.for_students().to_json(), assignment.folder / "data" / "hidden.csv"
    hidden = next(c for q in key.questions for c in q.cases if c.id == "linear_regression.2")
    for array in (hidden.arguments["X"], hidden.arguments["y"]):
        assert isinstance(array, np.ndarray)
        assert encode(Numbers(array))["data"] not in text and encode(Numbers(array))["data"] in key.to_json()
    assert base64.b64encode(secret.read_bytes()).decode() not in key.to_json() and "hidden.csv" not in text
