"""What a newcomer does wrong is answered with the file, the question, the case, the key and what to write."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from authoring.reading.broken import BROKEN

from grader.authoring.compiler import compile_key
from grader.authoring.new import write_new
from grader.authoring.proving.preflight import stub_faults
from grader.authoring.reading.assignment_file import load_assignment
from grader.base.errors import UserError

RUNS = {name for name in BROKEN if name.startswith("a solution") and "parse" not in name}  # seconds each
KEYS = "A key is one word of a-z, 0-9, _ and -, or stands in quotes; = follows it."
SLOW = RUNS - {"a solution that raises"}
CHANGES = [pytest.param(name, marks=pytest.mark.slow if name in SLOW else ()) for name in BROKEN]


@pytest.fixture(scope="module")
def new(tmp_path_factory) -> Path:
    """A new assignment as `grader new homework` writes it."""
    write_new(folder := tmp_path_factory.mktemp("new") / "homework", "gradient_descent")
    return folder


def broken(folder: Path, file: str, change) -> Path:
    path = folder / file
    match change:
        case None:
            path.unlink()
        case bytes():
            path.write_bytes(change)
        case str():
            path.write_text(change, encoding="utf-8")
        case (old, new):
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize("what", CHANGES)
def test_each_is_answered(what, new, tmp_path):
    """Every message names its place, and none is an exception of NumPy, pydantic or ours."""
    file, change, words = BROKEN[what]
    folder = tmp_path / "homework"
    folder.mkdir()
    for name in ("assignment.toml", "homework.ipynb"):
        (folder / name).write_bytes((new / name).read_bytes())
    message = answer(broken(folder, file, change))
    assert [word for word in words if word not in message] == [], message
    assert "Traceback" not in message and len(message.splitlines()) <= 8


def answer(folder: Path) -> str:
    """What an author reads of the assignment; an empty text where nothing is wrong."""
    try:
        facts = load_assignment(folder)
        return "\n".join(stub_faults(facts, compile_key(facts)))
    except UserError as error:
        return str(error)


def test_cases_on_one_file_may_differ_in_another_argument(tmp_path):
    """Data are compared by what the file says, and arrays never as a whole."""
    np.savez(tmp_path / "train.npz", X=np.eye(2))
    case = '  [[question.case]]\n  X = { file = "train.npz", key = "X" }\n  w = {}\n'
    head = 'name = "h"\ntitle = "T"\nnotebook = "h.py"\n[[question]]\nname = "f"\ntitle = "F"\npoints = 1\n'
    head += 'returns = "number"\nsignature = "f(X, w)"\n'
    (tmp_path / "assignment.toml").write_text(head + case.replace("{}", "1.0") + case.replace("{}", "2.0"), "utf-8")
    assert len(load_assignment(tmp_path).question[0].case) == 2
    (tmp_path / "assignment.toml").write_text(head + 2 * case.replace("{}", "1.0"), "utf-8")
    with pytest.raises(UserError, match="question 'f': case 2: it asks the same as case 1"):
        load_assignment(tmp_path)


def test_several_faults_are_a_line_each(new, tmp_path):
    text = (new / "assignment.toml").read_text("utf-8").replace("points = 10", "points = -1").replace("title", "titel")
    (tmp_path / "assignment.toml").write_text(text, encoding="utf-8")
    message = answer(tmp_path)
    assert message.splitlines() == [
        "assignment.toml: question 'descend': points is -1; it is a number more than 0.",
        "assignment.toml: question 'descend': unknown key 'titel'. Did you mean 'title'?",
        "assignment.toml: unknown key 'titel'. Did you mean 'title'?",
    ]


def test_a_line_that_is_not_toml_is_answered_with_what_is_wrong_with_it(new, tmp_path):
    text = (new / "assignment.toml").read_text("utf-8")
    for line, advice in (
        ("points 10", KEYS),
        ("max its = 5", KEYS),
        ("w* = [1.0]", KEYS),
        ("stepθ = 0.5", KEYS),
        ("name := 'x'", "A key and its value are joined by =, not by a colon."),
        ("x = { a : 1 }", "A key and its value are joined by =, not by a colon."),
        ('x = { a = "b: c", d 1 }', KEYS),
        ("points: 10", "A key and its value are joined by =, not by a colon."),
        ("points = [1.0 -2.0]", "A bracket or a quote is not closed, or a comma is missing between two values."),
        ('points = "10', "The text's quotes do not close."),
    ):
        (tmp_path / "assignment.toml").write_text(text.replace("points = 10", line), encoding="utf-8")
        assert answer(tmp_path).endswith(advice), answer(tmp_path)


def test_a_word_where_another_case_has_a_function_is_answered_with_how_functions_are_written(new, tmp_path):
    text = (new / "assignment.toml").read_text("utf-8")
    text = text.replace('on = "coupled"', 'gradient = { gradient_of = "coupled" }')
    text = text.replace('on = "tilted"', 'gradient = "tiltet"')
    (tmp_path / "assignment.toml").write_text(text, encoding="utf-8")
    assert answer(tmp_path).endswith('A function is written { function = "tiltet" }, its derivative '
                                     '{ gradient_of = "tiltet" }.')  # fmt: skip


def test_a_master_that_does_not_exist_is_named_once_and_the_one_that_does_is_proposed(new, tmp_path):
    shutil.copytree(new, folder := tmp_path / "homework")
    toml = folder / "assignment.toml"
    toml.write_text(toml.read_text("utf-8").replace("homework.ipynb", "homwork.ipynb"), encoding="utf-8")
    assert answer(folder) == (
        "assignment.toml: notebook: there is no file 'homwork.ipynb' beside it. Did you mean 'homework.ipynb'?"
    )


def test_a_package_that_is_not_installed_is_named(new, tmp_path):
    """Nothing could be proven of it; and a name from the file must not become an option of pip."""
    text = (new / "assignment.toml").read_text("utf-8")
    for packages, words in (
        ('["no-such-package-here"]', "packages names 'no-such-package-here', which is not installed in this Python"),
        ('["--index-url=x"]', "packages names '--index-url=x'; it is the name of a package for pip"),
        ('["numpy"]', "packages names 'numpy', which students have anyway"),
        ('["nbformat", "nbformat>=5"]', "packages names 'nbformat' twice"),
        ('"nbformat"', "packages is 'nbformat'; it is a list, in [ ]."),
    ):
        (tmp_path / "assignment.toml").write_text(text.replace("[gradescope]", f"packages = {packages}\n[gradescope]"))
        assert words in answer(tmp_path)


@pytest.mark.parametrize(
    ("body", "words"),
    [("x / undefined", "the solution raised NameError"), ("[x, x]", "the right answer does not fit `returns`")],
)
def test_the_faults_of_several_solutions_are_said_at_once(body, words, tmp_path):
    """Each would cost an author one more run."""
    head = 'name = "h"\ntitle = "T"\nnotebook = "h.py"\n'
    question = '[[question]]\nname = "{}"\ntitle = "F"\npoints = 1\nreturns = "number"\nsignature = "{}(x)"\n'
    case = "[[question.case]]\nx = 1.0\n"
    names = ("first", "second")
    (tmp_path / "assignment.toml").write_text(head + "".join(question.format(n, n) + case for n in names), "utf-8")
    solutions = (f"def {n}(x):\n    ### BEGIN SOLUTION\n    return {body}\n    ### END SOLUTION\n" for n in names)
    (tmp_path / "h.py").write_text("\n".join(solutions), "utf-8")
    lines = answer(tmp_path).splitlines()
    assert [words in line for line in lines] == [True, True], lines
    assert "question 'first'" in lines[0] and "question 'second'" in lines[1]
