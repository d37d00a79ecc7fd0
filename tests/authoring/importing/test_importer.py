"""What an Otter and an nbgrader master become: an assignment that compiles, whose solution earns everything."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest
from support import foreign_masters as masters
from support.compiled import underived_key
from typer.testing import CliRunner

from grader.authoring.importing.formats import NotImportable, read_foreign
from grader.authoring.importing.importer import import_master
from grader.authoring.importing.writing import CHECK_FILE
from grader.authoring.proving.preflight import require_ready
from grader.authoring.reading.assignment_file import load_assignment
from grader.base.errors import UserError
from grader.frontends.staff.commands import app
from grader.frontends.student.command_line import FAILED


def imported(folder, notebook, name="hw 1.ipynb"):
    (path := folder / name).write_text(json.dumps(notebook), encoding="utf-8")
    return import_master(path, folder / "out")


@pytest.fixture(scope="module")
def otter(tmp_path_factory):
    return imported(tmp_path_factory.mktemp("otter"), masters.OTTER)


@pytest.fixture(scope="module")
def nbgrader(tmp_path_factory):
    """Imported by the command, with what that printed."""
    folder = tmp_path_factory.mktemp("nbgrader")
    (folder / "hw 1.ipynb").write_text(json.dumps(masters.NBGRADER), encoding="utf-8")
    run = CliRunner().invoke(app, ["import", str(folder / "hw 1.ipynb"), "-o", str(folder / "out")])
    assert run.exit_code == FAILED, "something is to be done by hand"
    return SimpleNamespace(folder=folder / "out", text=run.output)


@pytest.mark.parametrize("tool", ["nbgrader", pytest.param("otter", marks=pytest.mark.slow)])
def test_what_was_written_is_ready_for_students(tool, request):
    """It compiles, stubs are not attempted, and the solution earns every point but those that staff give."""
    assignment = load_assignment(request.getfixturevalue(tool).folder)
    key = underived_key(assignment)
    require_ready(assignment, key)
    assert (key.points, key.manual_points) == {"otter": (10, 4), "nbgrader": (15, 7)}[tool]


def test_an_otter_master_comes_over(otter):
    gradient, step, why, draw = load_assignment(otter.folder).question
    assert (gradient.signature, gradient.form.kind, gradient.points) == ("gradient(A, b, x)", "array", 3)
    assert [(case.hidden, case.weight) for case in gradient.case] == [(False, 1), (True, 2), (True, 1)]
    assert gradient.case[1].model_extra == {"A": [[1.0, 0.0], [0.0, 1.0]], "b": [2.0, 3.0], "x": [1.0, 1.0]}
    assert (step.function, step.returns, step.case[0].model_extra["answer"]) == ("step", "quantity", 0.25)
    assert (why.returns, why.points, why.title) == ("manual", 4, "Why does it converge?")
    assert (draw.returns, draw.check) == ("any", "checks.py:meets_requirement")
    assert draw.case[0].for_check == {"requires": "len(result) == 3"}


@pytest.mark.parametrize(("result", "meets"), [([1.0, 2.0], True), ([1.0, -2.0], False), ([], False)])
def test_a_result_of_no_numbers_meets_no_requirement(result, meets):
    """Of all numbers of an empty array anything is true; an `assert` of the foreign test would fail."""
    checks: dict = {}
    exec(CHECK_FILE, checks)
    verdict = checks["meets_requirement"](np.array(result), arguments={"requires": "result > 0"}, expected=None)
    assert verdict == (meets, "This should be true of your result: `result > 0`.")


def test_an_nbgrader_master_comes_over(nbgrader):
    squares, norm, triangle, drawing = load_assignment(nbgrader.folder).question
    assert [(part.kind, part.name) for part in squares.form.parts] == [("array", "value_1"), ("number", "value_2")]
    assert [(case.model_extra["n"], case.hidden) for case in squares.case] == [(2, 0), (1, 0), (3, 0), (4, 1)]
    assert (norm.signature, norm.returns, norm.points) == ("norm(v, p=2)", "number", 4)
    assert [case.model_extra for case in norm.case] == [{"v": [3.0, 4.0]}, {"v": [1.5, 2.0], "p": 1}]
    assert [(q.returns, q.points) for q in (triangle, drawing)] == [("manual", 5), ("manual", 2)]


def test_the_master_has_our_markers_and_nothing_of_another_tool(otter, nbgrader):
    for result, name in ((otter, "hw_1.ipynb"), (nbgrader, "hw_1.ipynb")):
        text = (result.folder / name).read_text("utf-8")
        assert not [word for word in ("BEGIN QUESTION", "# SOLUTION", "HIDDEN", "nbgrader", "otter") if word in text]
    sources = [cell["source"] for cell in json.loads((otter.folder / "hw_1.ipynb").read_text("utf-8"))["cells"]]
    assert sources.index('check("q1")') == 5 and sources[0] == "from grader import check"
    assert 'q3 = r"""..."""\n### BEGIN SOLUTION\nq3 = r"""Since $\\alpha L < 2$."""\n### END SOLUTION' in sources


def test_what_did_not_come_over_is_listed_by_cell_with_the_reason(otter, nbgrader):
    assert otter.text.split("\n")[0].endswith("out: 4 questions, 10 points, of 4 in the master.")
    assert "  q1: 3 points, 3 cases, 2 hidden\n  q2: 2 points, the variable step\n  q3: 4 points, graded" in otter.text
    assert otter.text.split("To be done by hand:\n")[1].split("\n")[:-1] == [
        "  cell 1: the assignment's `files` (['data.csv']) is left out: add what is needed",
        "Came over in another form:",
        "  cell 12: q1: `result.shape == (2,)` is stricter now: the result must be the solution's",
        "  cell 21: q2: `0 < result < 1` is stricter now: the result must be the solution's",
        "  cell 39: lines that call Otter are left out",
    ]
    assert nbgrader.text.split("To be done by hand:\n")[1].split("\n")[:2] == [
        "  cell 6: a test of squares is left out: `squares(0)` raises ValueError: write a case with `raises`",
        "  cell 11: the mark scheme of drawing is left out: Axes: 1 point.",
    ]


@pytest.mark.slow
def test_the_command_ends_with_0_where_nothing_is_left_to_be_done(tmp_path):
    """A course that imports twenty masters in a loop looks at those that end with 1."""
    cells = [cell for cell in masters.OTTER["cells"] if "ASSIGNMENT CONFIG" not in cell["source"]]
    (tmp_path / "hw.ipynb").write_text(json.dumps(masters.notebook(*cells)), encoding="utf-8")
    run = CliRunner().invoke(app, ["import", str(tmp_path / "hw.ipynb"), "-o", str(tmp_path / "out")])
    assert run.exit_code == 0, run.output
    assert "Came over in another form:\n  cell 11: q1: " in run.output and "by hand:" not in run.output


FUNCTIONS = {  # the name and the result of a function, and its tests
    "truth": ("x > 1", "assert truth(0) == 0\nassert truth(2.5) == 1\nassert truth(0) == False"),
    "label": ("'big' if x > 1 else 'small'", "assert label(1) == 'small'"),
    "table": ("{'a': x, 'b': [x, x]}", "assert table(2.0)['a'] == 2"),
    "closure": ("lambda: x", "assert closure(1) == 1"),
    "untested": ("x", "assert untested(h) == 1"),
    "failing": ("1 / x", "assert failing(0) == 1"),
    "sometimes": ("1 / x", "assert sometimes(0) == 1\nassert sometimes(2) == 0.5"),
    "shifted": ("x + 1", "assert shifted(offset) == 3"),
    "words": ("x.split() or {}", "assert words('a b') == ['a', 'b']\nassert words('') == {}"),
    "listed": ("x.split()", "assert listed('a b') == ['a', 'b']\nassert listed('') == []"),
    "computed": (
        "x.sum()",
        "z = np.linspace(0.0, offset, 3)\ny = computed(z)\nassert y == 3\nassert computed(grid) == 1",
    ),
    "both": ("x * 2", "assert both(1) == 2\nassert (both(np.array([1.5, 2.0])) == [3, 4]).all()"),
    "secret": ("x", "assert secret(2) > 1\n### BEGIN HIDDEN TESTS\nassert secret(5) > 4\n### END HIDDEN TESTS"),
    "noise": ("x + np.random.rand()", "y = noise(1)"),
    "mixed": ("x if x > 1 else 'small'", "assert mixed(2) == 2\nassert mixed(1) == 'small'"),
}


DATA = "import numpy as np\noffset = 2.0\ngrid = np.arange(4.0).reshape(2, 2) / 6"


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    solved = "def {}(x):\n    ### BEGIN SOLUTION\n    return {}\n    ### END SOLUTION"
    cells = [
        cell
        for name, (result, tests) in FUNCTIONS.items()
        for cell in (
            masters.code(solved.format(name, result), grade_id=name, **masters.ANSWER),
            masters.code(tests, grade_id=f"{name}_tests", points=1, **masters.TESTED),
        )
    ]
    return imported(tmp_path_factory.mktemp("functions"), masters.notebook(masters.code(DATA), *cells))


def test_what_the_solution_returns_decides_what_is_asked_for(functions):
    found = {question.name: question.returns for question in functions.questions}
    assert found == {
        "truth": "truth", "label": "text", "table": {"a": "number", "b": "array"}, "sometimes": "number",
        "shifted": "number", "words": "any", "listed": {"kind": "list", "each": "text"}, "computed": "number",
        "both": "array", "secret": "any", "noise": "number", "mixed": "any",
    }  # fmt: skip
    assert [str(note) for note in functions.notes] == [
        "cell 8: closure (1 point) is not in assignment.toml: no test of it became a case",
        "cell 9: a test of closure is left out: `assert closure(1) == 1` fails on the master's own solution "
        "(AssertionError)",
        "cell 10: untested (1 point) is not in assignment.toml: no test of it became a case",
        "cell 11: a test of untested is left out: `assert untested(h) == 1` fails on the master's own solution "
        "(NameError: name 'h' is not defined)",
        "cell 12: failing (1 point) is not in assignment.toml: no test of it became a case",
        "cell 13: a test of failing is left out: `assert failing(0) == 1` fails on the master's own solution "
        "(ZeroDivisionError: division by zero)",
        "cell 15: a test of sometimes is left out: `assert sometimes(0) == 1` fails on the master's own solution "
        "(ZeroDivisionError: division by zero)",
    ]


def test_data_of_other_cells_are_arguments_and_results_of_no_form_are_compared_by_a_check(functions):
    questions = {question.name: question for question in load_assignment(functions.folder).question}
    assert questions["shifted"].case[0].model_extra == {"x": 2.0}
    z, grid = (case.model_extra["x"] for case in questions["computed"].case)
    assert z == [0, 1, 2] and np.shape(grid) == (2, 2)
    assert [case.model_extra["x"] for case in questions["both"].case] == [1.0, [1.5, 2.0]]
    assert questions["words"].check == "checks.py:equals_solution"
    checks: dict = {}
    exec((functions.folder / "checks.py").read_text("utf-8"), checks)
    right = {"words": ["a", "b"], "norm": 0.1, "none": None}
    assert checks["same"](dict(right), right) and checks["same"]({**right, "norm": np.float32(0.1)}, right)
    wrong = ({**right, "words": ["a"]}, {**right, "norm": 0.2}, {**right, "norm": "0.1"}, {**right, "none": 0}, [], 1.0)
    assert not any(checks["same"](result, right) for result in wrong)


def test_an_otter_question_says_the_points_of_its_tests():
    raw, code = masters.raw, masters.code
    tests = [raw("# BEGIN TESTS"), code("f(1) == 1"), code("f(2) == 2"), raw("# END TESTS"), raw("# END QUESTION")]
    master = read_foreign(masters.notebook(
        code("import numpy as np\nimport otter\ngrader = otter.Notebook()"),
        raw("# BEGIN PLUGIN\nplugin: limits"), raw("# END PLUGIN"),
        raw("# BEGIN QUESTION\nname: listed\npoints: [1, 2]\nall_or_nothing: true"), *tests,
        raw("# BEGIN QUESTION\nname: each\npoints:\n  each: 0.5"), *tests,
    ))  # fmt: skip
    points = {question.name: [test.points for test in question.tests] for question in master.questions}
    assert points == {"listed": [1, 2], "each": [0.5, 0.5]}
    assert master.code == ["import numpy as np"]
    assert [str(note) for note in master.notes] == [
        "cell 1: lines that call Otter are left out",
        "cell 2: PLUGIN is left out: plugin: limits",
        "cell 4: listed: `all_or_nothing` (True) is left out",
    ]


def test_whole_numbers_become_decimals_where_another_case_has_them(functions):
    """`f(0)` beside `f(2.5)` is one function of decimals; assignment.toml has one type for an argument."""
    question = load_assignment(functions.folder).question[0]
    assert [(case.model_extra["x"], case.weight) for case in question.case] == [
        (0.0, pytest.approx(2 / 3)), (2.5, pytest.approx(1 / 3)),
    ]  # fmt: skip


def test_hidden_requirements_do_not_ship_and_what_does_not_compile_is_said(functions):
    assert "result > 4" not in (functions.folder / "checks.py").read_text("utf-8")
    _, fault = functions.text.split("It does not compile yet:\n")
    assert "question 'noise'" in fault


def test_what_cannot_be_imported_is_said_in_a_sentence(tmp_path):
    with pytest.raises(NotImportable, match="This is no master of Otter .* or of nbgrader"):
        imported(tmp_path, masters.notebook(masters.code("x = 1")))
    with pytest.raises(NotImportable, match="written in R; only Python can be graded here"):
        imported(tmp_path, {"cells": [], "metadata": {"kernelspec": {"language": "R"}}})
    with pytest.raises(NotImportable, match="not a notebook of format 4"):
        imported(tmp_path, {"worksheets": []})
    (tmp_path / "x.ipynb").write_text("no", encoding="utf-8")
    with pytest.raises(UserError, match="this is not a notebook: .* Name the master"):
        import_master(tmp_path / "x.ipynb", tmp_path / "new")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "assignment.toml").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="holds an assignment already. Name another folder with -o"):
        imported(tmp_path, masters.OTTER)


def test_a_title_is_of_the_prose_above_and_no_model_answer(tmp_path):
    """Each exercise without a heading had that of the notebook."""
    cells = [
        masters.prose("# Problem set", grade_id="top", grade=False, solution=False, locked=True),
        masters.prose("Write `double(x)`.\nIt takes a number."),
        masters.code("def double(x):\n    return 2 * x", grade_id="double", **masters.ANSWER),
        masters.code("assert double(2) == 4", grade_id="tests", points=1, **masters.TESTED),
        masters.prose("Why?"),
        masters.prose("# Because", grade_id="why", points=1, grade=True, solution=True, locked=False),
    ]
    (path := tmp_path / "hw.ipynb").write_text(json.dumps(masters.notebook(*cells)), encoding="utf-8")
    assert [question.title for question in import_master(path, tmp_path / "out").questions] == [
        "Write double(x).", "Why?",
    ]  # fmt: skip


def test_prose_below_a_questions_heading_is_no_title(tmp_path):
    cells = [
        masters.prose("# Problem set"),
        masters.prose("## Question 1: `double`"),
        masters.prose("Remember to import NumPy."),
        masters.code("def double(x):\n    return 2 * x", grade_id="double", **masters.ANSWER),
        masters.code("assert double(2) == 4", grade_id="tests", points=1, **masters.TESTED),
        masters.prose("Say why.\nOne sentence."),
        masters.prose("", grade_id="why", points=1, grade=True, solution=True, locked=False),
    ]
    (path := tmp_path / "hw.ipynb").write_text(json.dumps(masters.notebook(*cells)), encoding="utf-8")
    titles = [question.title for question in import_master(path, tmp_path / "out").questions]
    assert titles == ["Question 1: double", "Say why."]
