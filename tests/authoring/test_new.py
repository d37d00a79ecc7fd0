"""`grader new` writes an assignment that works as it is, or nothing; editors know its keys."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import nbformat
import pytest
import typer
from typer.testing import CliRunner

from grader.authoring import course_exercises, new, schema
from grader.authoring.facts.assignment import Assignment, GradescopeOptions
from grader.authoring.facts.case_spec import CaseSpec
from grader.authoring.facts.question_spec import QuestionSpec
from grader.authoring.proving.rehearsal import constant_arguments
from grader.authoring.reading.assignment_file import load_assignment
from grader.base.errors import UserError
from grader.base.staff.toml_text import read_toml
from grader.frontends.staff.commands import app

ROOT = Path(__file__).parents[2]
EXAMPLES = new.example_names()


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_new_assignment_is_a_notebook_and_a_file_that_can_be_loaded(example, tmp_path):
    new.write_new(folder := tmp_path / "homework_1", example)
    assert load_assignment(folder).question
    assert (folder / "assignment.toml").read_text("utf-8").startswith("#:schema ./assignment.schema.json\n")
    notebook = nbformat.read(folder / "homework_1.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source.startswith("# Homework 1\n")


def hide_modules(folder: Path) -> None:
    for module in ("random", "numpy", "jax", "reference", "json"):
        (folder / f"{module}.py").write_text(f"raise SystemExit('{module} is hidden')\n")


@pytest.mark.slow  # ten seconds each: it proves the whole example, whose key test_agreement.py compiles all the same
@pytest.mark.parametrize("example", EXAMPLES)
def test_a_new_assignment_is_ready_for_students(example, tmp_path):
    """In a folder of its own, by the command, with files that hide modules of the same names beside it."""
    folder = tmp_path / "homework_1"
    command = [sys.executable, "-m", "grader"]
    subprocess.run([*command, "new", "homework_1", "--from", example], cwd=tmp_path, check=True, capture_output=True)
    hide_modules(folder)
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run([*command, "rehearse", "."], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.stdout.endswith("\n\nReady for students.\n"), done.stdout + done.stderr
    assert "1 wrong example loses points" in done.stdout


@pytest.mark.parametrize(
    ("name", "example", "words"),
    [
        ("Homework", "least_squares", "'Homework' cannot be the name"),
        ("class", "least_squares", "no word of Python"),
        ("con", "least_squares", "'con' cannot be the name"),
        ("taken", "least_squares", "exists already, and nothing was written"),
        ("hw", "adam,lasoo_path", "--from lasoo_path: there is no such exercise. Did you mean 'lasso_path'?"),
        ("hw", "46_adam,50_adam", "46_adam and 50_adam both define `adam`. Make an assignment of each"),
        ("hw", "", "`grader new --list` shows all"),
        ("file/hw", "least_squares", "file"),
    ],
)
def test_what_cannot_be_written_leaves_nothing_behind(name, example, words, tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match=words):
        new.write_new(tmp_path / name, example)
    assert {path.name for path in tmp_path.iterdir()} == {"taken", "file"}


def test_a_failure_in_the_middle_leaves_nothing_behind(tmp_path, monkeypatch):
    def fail():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new, "schema_text", fail)
    with pytest.raises(UserError, match="cannot be written: no space left on device"):
        new.write_new(tmp_path / "hw", "least_squares")
    assert list(tmp_path.iterdir()) == []


def test_a_word_that_may_mean_several_exercises_takes_the_first_and_names_the_others(tmp_path):
    words = new.write_new(folder := tmp_path / "hw", "ridge, adam,111_kmeans").splitlines()
    assert words[0].startswith("ridge: 07_ridge_regression, EPFL CS-433")
    assert words[0].endswith("; or did you mean 65_ridge_loss?")
    assert words[1].startswith("adam: 46_adam, CS231n") and "50_adam, 37_update_parameters_with_adam" in words[1]
    functions = [question.function for question in load_assignment(folder).question]
    assert functions == ["ridge_regression", "adam", "kmeans"]
    assert {path.name for path in folder.iterdir()} == {
        "assignment.schema.json", "assignment.toml", "drivers.py", "honest", "hw.ipynb", "wrong",
    }  # fmt: skip
    assert (folder / "wrong" / "kmeans_1.py").read_text("utf-8").startswith("# A mistake: ")


EXERCISES = course_exercises.read_exercises()


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_an_exercise_is_an_assignment_of_its_own(exercise, tmp_path):
    """One of them had no signature, and could not be written. tests/field asks for right and wrong work of all."""
    new.write_new(folder := tmp_path / "hw", exercise.name)
    assignment = load_assignment(folder)
    assert {question.name for question in assignment.question} == set(exercise.functions)
    assert constant_arguments(assignment).troubles == (), "`grader rehearse` would not call it ready"
    notebook = nbformat.read(folder / "hw.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source.startswith("# Hw\n")
    assert [cell.source for cell in notebook.cells if cell.source.startswith("check(")]


def test_the_list_has_every_exercise_below_its_topic():
    done = CliRunner().invoke(app, ["new", "--list"])
    assert done.exit_code == 0
    topics = [paragraph.splitlines() for paragraph in done.stdout.strip().split("\n\n")]
    listed = {line.split()[0]: topic for topic, *lines in topics for line in lines}
    assert listed == {exercise.name: exercise.topic for exercise in EXERCISES} and len(listed) >= 148
    assert "    07_ridge_regression " in done.stdout and "(EPFL CS-433, exercise 3 and project 1)" in done.stdout


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_new_assignment_points_to_nothing_that_a_wheel_lacks(example, tmp_path):
    """Its first lines named a manual in the source, which nobody has who installed the package."""
    new.write_new(tmp_path / "hw", example)
    texts = {path: path.read_text("utf-8") for path in (tmp_path / "hw").rglob("*") if path.is_file()}
    files = {name for path, text in texts.items() if path.name != schema.SCHEMA_FILE
             for name in re.findall(r"[\w/.-]+\.md\b", text)}  # fmt: skip
    assert [name for name in files if not (tmp_path / "hw" / name).exists()] == []
    commands = set(re.findall(r"`grader ([a-z]+)", texts[tmp_path / "hw" / "assignment.toml"]))
    offered = typer.main.get_command(app).commands
    assert {"schema", "rehearse", "release"} <= commands <= set(offered)


def test_the_schema_takes_the_homeworks_and_explains_every_key(tmp_path):
    checker = jsonschema.Draft202012Validator(schema.schema())
    checker.check_schema(schema.schema())
    for path in (ROOT / "assignments").glob("*/assignment.toml"):
        assert not list(checker.iter_errors(read_toml(path, UserError))), path
    for model in (Assignment, QuestionSpec, CaseSpec, GradescopeOptions):
        unexplained = {name for name, field in model.model_fields.items() if not field.description}
        assert unexplained <= set(schema.INTERNAL), "a docstring below its field explains every key"


def test_the_schema_refuses_what_the_file_must_not_hold(tmp_path):
    new.write_new(tmp_path / "hw", "least_squares")
    checker = jsonschema.Draft202012Validator(json.loads((tmp_path / "hw" / schema.SCHEMA_FILE).read_text("utf-8")))
    data = read_toml(tmp_path / "hw" / "assignment.toml", UserError)
    assert not list(checker.iter_errors(data)) and load_assignment(tmp_path / "hw")
    for key, value in (("points", -1), ("returns", "matrix"), ("returns", ["array"]), ("ponts", 1), ("name", 3)):
        changed = json.loads(json.dumps(data))
        changed["question"][0][key] = value
        assert list(checker.iter_errors(changed)), (key, value)
    assert list(checker.iter_errors({**data, "folder": "x"}))
