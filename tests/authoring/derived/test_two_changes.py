"""Two mistakes at once: both are named, where one is often made beside another."""

from __future__ import annotations

import pytest
from support.compiled import reports_of
from support.tables import read_written

from grader.authoring.compiler import compile_key
from grader.authoring.reading.assignment_file import load_assignment
from grader.model.key import parse_key

MASTER = """
import numpy as np


def fit(x, y, w, rate, steps):
    ### BEGIN SOLUTION
    for _ in range(steps):
        error = y - x @ w
        w = w + rate * x.T @ error / len(y)
    error = y - x @ w
    loss = np.mean(error**2) / 2
    return w, loss
    ### END SOLUTION
"""
WITH_HELPER = """
import numpy as np


def fit(x, y, w, rate, steps):
    ### BEGIN SOLUTION
    for _ in range(steps):
        w = w + rate * slope(x, y, w)
    error = y - x @ w
    loss = np.mean(error**2) / 2
    return w, loss


def slope(x, y, w):
    return x.T @ (y - x @ w) / len(y)
    ### END SOLUTION
"""
STUDENT = """
import numpy as np

def cost(x, y, w):
    return ((x @ w - y) ** 2).mean() / 2

def fit(x, y, w, rate, steps):
    for k in range(steps):
        loss = cost(x, y, w)
        w = w - rate * x.T.dot(x.dot(w) - y)DIVISOR
    return w, LOSS
"""


RIDGE = """
import numpy as np


def fit(x, y, w, rate, steps, lam):
    ### BEGIN SOLUTION
    for _ in range(steps):
        w = w - rate * (x.T @ (x @ w - y) / len(y) + 2 * lam * w)
    loss = np.mean((y - x @ w) ** 2) / 2
    return w, loss
    ### END SOLUTION
"""


def compiled(folder, master, arguments=""):
    text = read_written(__file__, "two_changes.toml")
    if arguments:
        text = text.replace("steps)", "steps, lam)").replace("  steps", f"  {arguments}\n  steps")
        text = text.replace("hidden = true", "")
    (folder / "assignment.toml").write_text(text, encoding="utf-8")
    (folder / "small.py").write_text(master, encoding="utf-8")
    return parse_key(compile_key(load_assignment(folder)).to_json())


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return compiled(tmp_path_factory.mktemp("two"), MASTER)


@pytest.mark.parametrize(
    ("divisor", "loss", "names"),
    [
        ("", "loss", ["a divisor with `y` is missing", "a result uses the values from before the last pass"]),
        ("", "cost(x, y, w)", ["a divisor with `y` is missing"]),
        (" / len(y)", "loss", ["a result uses the values from before the last pass"]),
    ],
    ids=["both", "the step alone", "the loss alone"],
)
def test_two_mistakes_at_once_are_both_named(divisor, loss, names, key, tmp_path):
    source = STUDENT.replace("DIVISOR", divisor).replace("LOSS", loss)
    for own in (key, key.for_students()):
        (question,) = reports_of(own, source, tmp_path)
        assert all(name in question.message for name in names)
        assert len(question.mistake.split("+")) == len(names)
        assert ("two mistakes at once" in question.message) == (len(names) == 2)


def test_a_students_key_holds_what_two_mistakes_answer_to_visible_cases_alone(key):
    """Which pairs there are follows from visible cases too, so that none tells anything of a hidden one."""
    (own,), (public,) = key.questions, key.for_students().questions
    assert {case for pair in own.two_at_once for case in pair.answers} == {"fit.1", "fit.2"}
    assert {case for pair in public.two_at_once for case in pair.answers} == {"fit.1"}
    assert {pair.id for pair in public.two_at_once} == {pair.id for pair in own.two_at_once}
    assert {each for pair in public.two_at_once for each in pair.id.split("+")} <= {m.id for m in public.mistakes}


def test_two_changes_of_one_line_are_both_made(key):
    """The root of the mean is taken of a loss that is changed already: what stands in one line is no obstacle."""
    (question,) = key.questions
    of_loss = {mistake.id for mistake in question.mistakes if mistake.name.endswith("in the computation of `loss`")}
    with_root = {pair.id.split("+")[0] for pair in question.two_at_once if "+fit.root_of_mean" in pair.id}
    assert of_loss & with_root


@pytest.mark.slow
def test_two_mistakes_in_two_functions_of_the_solution_are_both_named(tmp_path):
    key = compiled(tmp_path, WITH_HELPER)
    source = STUDENT.replace("DIVISOR", "").replace("LOSS", "loss")
    (question,) = reports_of(key, source, tmp_path)
    assert question.mistake == "fit.slope_divisor_1+fit.before_last_step_1"


@pytest.mark.parametrize(
    ("loss", "in_part"),
    [("np.mean((y - x @ w) ** 2) / 2 / len(y)", True), ("np.mean((y - x @ w) ** 2) / 2", False)],
)
def test_two_wrong_constants_at_once_are_named_also_where_something_else_is_wrong(loss, in_part, tmp_path):
    """Four of 34 unnamed wrong numbers of a real course took a sum, and half of the penalty's slope."""
    key = compiled(tmp_path, RIDGE, "lam = 0.4")
    source = RIDGE.replace(" / len(y)", "").replace("2 * lam", "lam").replace("np.mean((y - x @ w) ** 2) / 2", loss)
    for own in (key, key.for_students()):
        message = reports_of(own, source, tmp_path)[0].message
        assert "a divisor with `y` is missing" in message
        assert "a term with `lam` and `w` is half as large as it should be" in message
        assert ("Something else is wrong as well." in message) == in_part
