"""What an author reads whose solution, arguments or form cannot be used; and what the variants of a run are."""

from __future__ import annotations

import json
import re
from typing import Any

import jax
import numpy as np
import pytest
from field import exercises
from support.compiled import underived_key

from grader.authoring import compiler
from grader.authoring.answers import solution
from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.messages.case_calls import case_call
from grader.model.encoding.decoding import decoder, to_data
from grader.model.key import Case, Question
from grader.sandbox.child.calling import Caller

POLY, COST, MASTER = exercises.POLY, exercises.COST, exercises.MASTER
X = '"array"'
REFUSED = [  # question, master, words
    (POLY.replace(X, '"arrays"'), MASTER, "returns: 'arrays' is none of .* Did you mean 'array'"),
    (POLY.replace(X, '["array"]'), MASTER, "'array' is no named part of a list"),
    (POLY.replace(X, '{ W = "array" }'), MASTER, "case 1: the right answer .* array of shape"),
    (POLY.replace(X, '"histories"'), MASTER, "case 1: the right answer does not fit .* 2 values were asked for"),
    (POLY.replace("points = 3", 'points = 3\nmethod = "adam"'), MASTER, "leave `method` and `mistakes` out"),
    (POLY.replace("degree = 2", "degree = 2.0"), MASTER, "case 2: degree is a decimal number, and a whole number in"),
    (POLY.replace("[0.2, 0.7]", "[[0.2], [0.7, 1]]"), MASTER, "case 2: x is a list of arrays of decimals, and a list "
     "of decimals in case 1. Its rows have several shapes there"),
    (COST.replace("[1.0, 0.1]", "[1.0]"), MASTER, "The rows of `tx` have several shapes, and so it is a list of"),
    (POLY.replace("[0.2, 0.7]", "[0.2, true]"), MASTER, "case 2: x mixes bool and float in one list"),
    (POLY.replace("[0.2, 0.7]", "[0.2, nan]"), MASTER, "holds nan or inf .* let a `driver` return plain values"),
    (POLY.replace("build_poly", "build_pol"), MASTER, "field.py defines no such name. Did you mean `build_poly`"),
    (POLY.replace("degree = 2", "degree = -2"), MASTER, "case 2: the solution raised ValueError in .*line 28, `return"),
    (POLY, MASTER.replace("x**d", "x[[2]]**d"), "case 2: the solution raised IndexError in line 28, `return"),
    (POLY, MASTER.replace("x**d", "x**d * [1][round(1e9 * x[1]) % 10]"), "case 1: .* IndexError .* where the "
     "decimals .* rounds a decimal or uses it as an index. Counts, labels and indices are written without"),
    (POLY, MASTER.replace("x**d", "x**d * [1][8 - x.itemsize]"), "case 1: .* IndexError .* it is computed in float32"),
    (POLY, MASTER.replace("x**d", "x**d * {'0': 1.0}[0]"), "KeyError in line 28, .* are texts: a `driver` can make"),
    (POLY, MASTER.replace("x**d", "np.sin(1e6 * x)**d"), r"case 1: result\[.* where the decimals"),
    (POLY, MASTER.replace("x**d", "np.log(x)*d"), "case 1: result holds nan or inf in the right answer"),
    (COST.replace('"number"', '"label"'), MASTER, "case 1: the right answer does not fit .*the number"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "master", "words"), REFUSED)
def test_what_cannot_be_asked_is_refused_in_a_sentence(question, master, words, tmp_path):
    with pytest.raises(
        BadAssignment, match=f"^assignment.toml: question 'build_poly?': .*{words}|compute_loss.*{words}"
    ):
        compile_key(load_assignment(exercises.write(tmp_path, question, master=master)))


def test_a_solution_that_takes_long_is_told_of_before_hundreds_of_changes_run(tmp_path, monkeypatch):
    monkeypatch.setattr(solution, "SLOW", 0.0)
    monkeypatch.setattr(compiler, "derive", lambda *_: {})
    said: list[str] = []
    compiler.compile_key(load_assignment(exercises.write(tmp_path, COST)), progress=said.append)
    assert re.fullmatch(
        r"compute_loss: case 1 takes 0\.\d s for one run of its solution, .* a `sleep` in the solution can go\.",
        said[0],
    )


@pytest.mark.parametrize(
    ("S", "others", "right"),
    [
        ("[]", ["[[0, 1, 2], [3, 4, 5]]"], np.zeros((0, 3), np.int64)),
        ("[]", ["[[0.5, 1.0]]", "[[0.5]]"], np.zeros((0, 0))),
        ("[[], []]", ["[[1, 2]]"], np.zeros((2, 0), np.int64)),
        ("[]", ["[]", "[[[true]]]"], np.zeros((0, 1, 1), bool)),
        ("[]", ["0.5"], np.zeros(0)),
    ],
)
def test_an_empty_array_has_the_axes_of_the_other_cases(S, others, right, tmp_path):
    """`k, d = S.shape` is honest work, and stopped at an array of shape (0,)."""
    cases = "".join(f"  [[question.case]]\n  S = {each}\n  n = {n}\n" for n, each in enumerate([S, *others]))
    head = '[[question]]\nname = "f"\ntitle = "F"\npoints = 1\nreturns = "number"\nsignature = "f(S, n)"\n'
    question = load_assignment(exercises.write(tmp_path, head + cases)).question[0]
    assert to_data(question.arguments_of(question.case[0])["S"]) == to_data(right)


LISTS = [
    (
        "[[[[0.1, 0.3]], [0.2]]]",
        "[[[[1, 2]], [3]], [[[1.5, 2.5]], [2.0]]]",
        [[np.array([[0.1, 0.3]]), np.array([0.2])]],
    ),
    ("[[1, 2], [0], []]", "[[1]]", [np.array([1, 2]), np.array([0]), np.zeros(0, int)]),
    ("[[0.5, 1.0], [2]]", "[[0.5], [1.0, 2.0]]", [np.array([0.5, 1.0]), np.array([2.0])]),
    ("[[0.5, 1.0], [2.0, 3.0]]", "[[0.5], [1.0, 2.0]]", [np.array([0.5, 1.0]), np.array([2.0, 3.0])]),
    ("[1, [2, 3]]", "[4, [5]]", [1, np.array([2, 3])]),
    ("[{ W = [[0.5]], b = [1] }]", "[{ W = [[0.5, 1.0]], b = [] }]", [{"W": np.array([[0.5]]), "b": np.array([1])}]),
    ("[]", "[[0.5, 1.0], [2.0]]", []),
    ("{ list = [[1, 2], [3]] }", "{ list = [[1]] }", [[1, 2], [3]]),
]


@pytest.mark.parametrize(("written", "other", "right"), LISTS)
def test_a_list_of_arrays_of_different_shapes_is_an_argument(written, other, right, tmp_path):
    """Parameters and gradients of a network: exercises had to pack them, and students read a call that was not theirs.

    A list of arrays stays one in the case in which they happen to have one shape. One decimal makes all of it decimals.
    """
    cases = "".join(f"  [[question.case]]\n  p = {each}\n" for each in (written, other))
    head = '[[question]]\nname = "f"\ntitle = "F"\npoints = 1\nreturns = "number"\nsignature = "f(p)"\n'
    question = load_assignment(exercises.write(tmp_path, head + cases)).question[0]
    arguments = question.arguments_of(question.case[0])
    sent = decoder(dict[str, Any])(json.loads(json.dumps(to_data(arguments))))
    require_equal(Caller(jax).make_arguments(sent)["p"], right)
    lines = case_call(Question("f", "", "form", 1.0, "f", ("p",), True, ()), Case("f.1", "", False, 1.0, arguments))
    require_equal(eval(lines[-1], {"np": np, "f": lambda p: p}), right)


def require_equal(made, right):
    """The same containers, and arrays of the same dtype, shape and numbers."""
    assert type(made) is type(right), (made, right)
    if isinstance(right, list):
        assert len(made) == len(right)
        for pair in zip(made, right, strict=True):
            require_equal(*pair)
    elif isinstance(right, dict):
        assert list(made) == list(right)
        require_equal(list(made.values()), list(right.values()))
    elif isinstance(right, np.ndarray):
        assert (made.dtype, made.shape, made.tolist()) == (right.dtype, right.shape, right.tolist())
    else:
        assert made == right


def test_an_author_is_asked_of_which_type_an_empty_list_is(tmp_path):
    case = "  [[question.case]]\n  S = []\n  n = {}\n"
    head = '[[question]]\nname = "f"\ntitle = "F"\npoints = 1\nreturns = "number"\nsignature = "f(S, n)"\n'
    with pytest.raises(BadAssignment) as fault:
        load_assignment(exercises.write(tmp_path, head + case.format(1) + case.format(2)))
    assert str(fault.value) == (
        "assignment.toml: question 'f': case 1: S: an empty list does not say how many axes it has, nor whether whole "
        "numbers, decimals or words stand in it, and no other case shows it. Add a case in which it is not empty; a "
        "list of Python is written { list = [] }"
    )


def test_an_empty_list_in_a_table_has_the_type_of_its_place_or_of_its_neighbours(tmp_path):
    """A page without links is a list as the other pages' links are: `if not graph[page]` is honest work."""
    cases = (
        "  [[question.case]]\n  graph = { home = ['shop'], shop = [] }\n"
        "  model = { bias = [], sizes = [2], lr = 0.1 }\n"
        "  pages = [{ links = [] }, { links = ['a'] }]\n"
        "  [[question.case]]\n  graph = { a = [] }\n  model = { bias = [0.5], sizes = [], lr = 0.2 }\n  pages = []\n"
    )
    head = (
        '[[question]]\nname = "f"\ntitle = "F"\npoints = 1\nreturns = "number"\nsignature = "f(graph, model, pages)"\n'
    )
    question = load_assignment(exercises.write(tmp_path, head + cases)).question[0]
    first, second = (to_data(question.arguments_of(case)) for case in question.case)
    no_words, no_counts = {"items": []}, to_data(np.zeros(0, np.int64))
    assert dict(first["graph"]["table"]) == {"home": {"items": ["shop"]}, "shop": no_words}
    assert dict(second["graph"]["table"]) == {"a": no_words}, "no neighbour says its type, but other cases do"
    assert (
        dict(first["model"]["table"])["bias"] == to_data(np.zeros(0))
        and dict(second["model"]["table"])["sizes"] == no_counts
    )
    assert [dict(page["table"])["links"] for page in first["pages"]["items"]] == [no_words, {"items": ["a"]}]
    assert second["pages"] == no_words


def test_a_run_is_answered_by_the_solution(tmp_path):
    """One without a cost of ours is judged to its end; each point has a cost."""
    question = """
[[question]]
name = "descend"
title = "Descent on data"
signature = "descend(X, y, alpha, max_its, w)"
returns = "histories"
method = "solution"
points = 2
  [[question.case]]
  X = [[1.0, 0.2], [0.3, 1.5]]
  y = [0.5, -0.4]
  alpha = 0.2
  max_its = 3
  w = [0.1, 0.0]
"""
    master = """
def descend(X, y, alpha, max_its, w):
    ### BEGIN SOLUTION
    ws, costs = [w], [((X @ w - y) ** 2).sum()]
    for k in range(max_its):
        w = w - alpha * 2 * X.T @ (X @ w - y)
        ws.append(w)
        costs.append(((X @ w - y) ** 2).sum())
    return ws, costs
    ### END SOLUTION
"""
    (asked,) = underived_key(load_assignment(exercises.write(tmp_path, question, master=master))).questions
    (case,) = asked.cases
    assert case.expected[".weights"].shape == (4, 2) and case.kink is None
    short = master.replace("return ws, costs", "return ws, costs[1:]")
    with pytest.raises(BadAssignment, match="differ in length: there is one cost for each point"):
        underived_key(load_assignment(exercises.write(tmp_path, question, master=short)))
