"""What an author can fix is said in one sentence, with the file, the question and the case."""

from __future__ import annotations

import importlib.util
import sys

import pytest
from support import small

from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.new import write_new
from grader.authoring.reading.assignment_file import load_assignment

QUESTION = """
[[question]]
name = "{method}"
title = "A question"
signature = "{signature}"
returns = "{returns}"
points = 4
{more}
  [[question.case]]
"""


def refused(folder, case: str, *, signature: str, method="newton", returns="histories", more="") -> str:
    """With which words a question of one case is refused."""
    head = QUESTION.format(signature=signature, method=method, returns=returns, more=more)
    small.write(folder, head + case)
    with pytest.raises(BadAssignment) as caught:
        compile_key(load_assignment(folder))
    said = str(caught.value)
    assert said.startswith("assignment.toml: ")
    assert f"question {method!r}: " in said or "`on`" in said or "on = " in said
    return said


@pytest.fixture
def newton(tmp_path, monkeypatch):
    """A way to put a method named `newton` into reference/: a real file, imported as one."""

    def install(source: str) -> None:
        path = tmp_path / "newton.py"
        path.write_text(source, encoding="utf-8")
        spec = importlib.util.spec_from_file_location("reference.newton", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        monkeypatch.setitem(sys.modules, "reference.newton", module)

    return install


STEPS = {"signature": "adam(g, alpha, beta1, beta2, eps, max_its, w)", "method": "adam"}
CASE = 'on = "quartic"\nalpha = 0.1\nbeta1 = 0.9\nbeta2 = 0.999\neps = 1e-8\nmax_its = 25\nw = 2.5\n'


@pytest.mark.parametrize("returns", ["minimum", "number", "vector", "points", "label"])
def test_a_run_is_no_other_kind_of_answer(returns, tmp_path):
    """returns = "minimum" compiled to a key by which right work was malformed."""
    said = refused(tmp_path, CASE, **STEPS, returns=returns)
    assert f"case 1: returns = '{returns}', and the method 'adam' gives a run of steps. Use returns = 'histor" in said


def test_a_pair_that_is_no_point_and_its_cost_is_refused(newton, tmp_path):
    newton("import numpy as np\ndef solve(w):\n    return np.ones((3, 2)), np.ones(3)\n")
    said = refused(tmp_path, "w = 1.0\n", signature="newton(w)", returns="minimum")
    assert "does not fit `returns`" in said and "`cost` is an array of shape (3,); one number was asked for." in said


def test_an_answer_that_the_judge_does_not_read_as_right_is_refused(newton, tmp_path):
    """The judge's reader knows three labels; a fourth one, or nan, could never be answered."""
    newton("def solve(w):\n    return 'valley'\n")
    said = refused(tmp_path, "w = 1.0\n", signature="newton(w)", returns="label")
    assert "case 1: the right answer does not fit `returns`. Of a student it would be said: " in said
    assert 'the text "valley"; one of "minimum", "maximum", "saddle" was asked for.' in said
    newton("def solve(w):\n    return float('nan')\n")
    assert "case 1: " in refused(tmp_path, "w = 1.0\n", signature="newton(w)", returns="number")


@pytest.mark.parametrize(
    ("source", "raised"),
    [
        ("import numpy as np\ndef solve(w):\n    return np.linalg.solve(np.zeros((2, 2)), w)\n",
         "newton.py, line 3, `return np.linalg.solve(np.zeros((2, 2)), w)` raised LinAlgError: Singular matrix"),
        ("def solve(w):\n    return {}['alpha']\n", "newton.py, line 2, `return {}['alpha']` raised KeyError: 'alpha'"),
        ("import numpy as np\ndef solve(w):\n    return np.sin('w')\n", "newton.py, line 3, `return np.sin('w')` ra"),
        ("def solve(w):\n    assert False\n", "newton.py, line 2, `assert False` raised AssertionError."),
    ],
)  # fmt: skip
def test_whatever_a_method_raises_is_reported_with_its_line(source, raised, newton, tmp_path):
    newton(source)
    said = refused(tmp_path, "w = [1.0, 2.0]\n", signature="newton(w)", returns="vector")
    assert "question 'newton': case 1: " in said and raised in said


def test_a_whole_number_that_a_method_cannot_use_is_explained(newton, tmp_path):
    newton("def solve(w, degree):\n    return [w**k for k in range(degree)]\n")
    said = refused(tmp_path, "w = 1.5\ndegree = 3\n", signature="newton(w, degree)", returns="vector")
    assert "'float' object cannot be interpreted as an integer" in said
    assert "Whole numbers arrive as floats, but for max_its: here degree." in said


def test_a_number_that_a_method_rounds_is_not_called_chaotic(newton, tmp_path):
    newton("def solve(w, degree):\n    return w ** int(degree)\n")
    said = refused(tmp_path, "w = 1.5\ndegree = 3\n", signature="newton(w, degree)", returns="vector")
    assert "rounds a decimal or uses it as an index" in said and "chaotic" not in said


def test_arguments_that_a_method_needs_are_named(newton, tmp_path):
    said = refused(tmp_path, 'on = "quartic"\nalpha = 1\n', signature="adam(g, alpha)", method="adam")
    assert "the method 'adam' runs in steps, and the case does not give it w and max_its." in said
    newton("def solve(w, speed):\n    return w\n")
    said = refused(tmp_path, "w = 1.5\n", signature="newton(w)", returns="vector")
    assert "case 1: the method 'newton' needs 'speed', which the case does not give." in said
    newton("def other(w):\n    return w\n")
    said = refused(tmp_path, "w = 1.5\n", signature="newton(w)", returns="vector")
    assert "reference/newton.py has neither `step` nor `solve`" in said


def test_mistakes_that_do_not_fit_the_question_are_named(newton, tmp_path):
    """A bank that asks for a cost, or for an argument that is not there, ended in "this question has no cost"."""
    newton("def solve(w):\n    return w\n")
    said = refused(tmp_path, "w = 1.5\n", signature="newton(w)", returns="vector", more='mistakes = "gradient_descent"')
    assert "question 'newton': the known mistake 'gradient_descent." in said


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (CASE.replace("quartic", "coupled").replace("2.5", "[1, 2, 3]"),
         "case 1: the cost 'coupled' reads 2 coordinates, and w has 3. Give w a list of 2 numbers."),
        (CASE.replace("quartic", "coupled"), "case 1: the cost 'coupled' reads 2 coordinates, and w is 2.5."),
        (CASE.replace("2.5", "[1, 2]"), "case 1: the cost 'quartic' is not one number at w = [1"),
        (CASE.replace('"quartic"', '{ name = "quadratic", a = 1, b = [0, 0], C = [[3, 4], [4, 2]] }')
         .replace("2.5", "[1, 2, 3]"), "case 1: the cost 'quadratic' cannot be computed at w = [1"),
    ],
)  # fmt: skip
def test_a_point_that_is_none_of_its_cost_is_refused(case, sentence, tmp_path):
    assert sentence in refused(tmp_path, case, **STEPS)


def test_a_master_that_is_a_python_file_compiles(tmp_path):
    """Its text was taken for JSON."""
    folder = small.write(tmp_path, small.ROOT_QUESTION)
    (folder / "small.py").write_text(small.MASTER, encoding="utf-8")
    toml = (folder / "assignment.toml").read_text("utf-8").replace("small.ipynb", "small.py")
    (folder / "assignment.toml").write_text(toml, encoding="utf-8")
    assert "your code here" in compile_key(load_assignment(folder)).questions[0].stub


def test_a_master_whose_function_has_other_parameters_is_refused(tmp_path):
    """Students keep the names of the stub, and `check` would call all of them wrong."""
    write_new(tmp_path / "hw", "least_squares")
    master = tmp_path / "hw" / "hw.ipynb"
    text = master.read_text("utf-8").replace("predict(X, w, threshold)", "predict(X, v, threshold)")
    master.write_text(text.replace("X @ w >", "X @ v >"), encoding="utf-8")
    with pytest.raises(BadAssignment, match=r"the master defines predict\(X, v, threshold\), .* Missing there: w\."):
        compile_key(load_assignment(tmp_path / "hw"))


def test_a_master_whose_function_has_its_parameters_in_another_order_is_refused(tmp_path):
    """Whoever gives them names of their own gets the arguments by position, in the signature's order."""
    write_new(tmp_path / "hw", "least_squares")
    table = tmp_path / "hw" / "assignment.toml"
    text = table.read_text("utf-8")
    table.write_text(text.replace("predict(X, w, threshold)", "predict(w, X, threshold)"), encoding="utf-8")
    with pytest.raises(BadAssignment, match=r"predict\(X, w, threshold\), .* There they stand in another order\."):
        compile_key(load_assignment(tmp_path / "hw"))
