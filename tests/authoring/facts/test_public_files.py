"""The assignment's public Python files: read, refused in a sentence, and in the key and the student zip."""

from __future__ import annotations

import pytest
from field import exercises
from support.compiled import underived_key

from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import Assignment, BadAssignment
from grader.authoring.facts.public_files import function_of
from grader.authoring.reading.assignment_file import load_assignment
from grader.authoring.release import student_files
from grader.model.key import Key

FUNCTIONS = "def bowl(w):\n    return w @ w\n"


def folder_with(tmp_path, **files: str):
    folder = exercises.write(tmp_path, exercises.COST)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def assignment(tmp_path_factory) -> Assignment:
    return load_assignment(folder_with(tmp_path_factory.mktemp("public"), functions=FUNCTIONS))


@pytest.fixture(scope="module")
def key(assignment) -> Key:
    return underived_key(assignment)


def test_functions_are_in_both_keys_and_in_the_student_zip(assignment, key):
    assert key.modules == key.for_students().modules == {"functions.py": FUNCTIONS}
    assert student_files(assignment, key)["functions.py"] == FUNCTIONS


def test_a_file_that_cannot_be_executed_is_refused_when_the_key_is_compiled(tmp_path):
    assignment = load_assignment(folder_with(tmp_path, functions="import numpy\n\nnumpy.array(undefined)\n"))
    with pytest.raises(BadAssignment, match=r"functions.py, line 3: NameError: name 'undefined' is not defined"):
        compile_key(assignment)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("def f(:\n", "functions.py, line 1: `def f(:` is not Python ("),
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", "functions.py has solution markers, and reaches students"),
        ("x = 1  # SOLUTION\n", "functions.py, line 1: 'x = 1  # SOLUTION' looks like a solution marker and is none"),
        ("#" * 200_001, "functions.py: it has more than 200,000 characters. Move numbers to a file of data"),
    ],
)
def test_a_file_that_is_no_module_is_refused(text, sentence, tmp_path):
    with pytest.raises(BadAssignment) as caught:
        load_assignment(folder_with(tmp_path, functions=text))
    assert sentence in str(caught.value)


def test_the_master_never_ships_as_a_public_file(tmp_path):
    folder = folder_with(tmp_path, functions=exercises.MASTER.replace("### BEGIN SOLUTION", ""))
    text = (folder / "assignment.toml").read_text("utf-8")
    (folder / "assignment.toml").write_text(text.replace('"field.py"', '"functions.py"'), encoding="utf-8")
    with pytest.raises(BadAssignment, match=r"functions.py is the master and would reach students with its solutions"):
        load_assignment(folder)


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("function.py:bowl", "'function.py:bowl': there is no function.py beside assignment.toml. Did you mean"),
        ("functions.py:bowls", "functions.py defines no function 'bowls'. Did you mean 'bowl'?"),
        ("functions.py:x", "functions.py defines no function 'x'. It defines bowl."),
    ],
)  # fmt: skip
def test_a_reference_to_no_function_is_answered(reference, sentence):
    with pytest.raises(ValueError, match="beside|defines") as caught:
        function_of({"functions.py": FUNCTIONS}, reference)
    assert sentence in str(caught.value)
