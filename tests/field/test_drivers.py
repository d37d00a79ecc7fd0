"""Exercises of the field that are no single call: classes, factories, changes in place; compiled and graded."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from field import exercises
from support.tables import tables

from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.handout import handout_files
from grader.authoring.proving.preflight import stub_faults
from grader.authoring.reading.assignment_file import load_assignment
from grader.frontends.student.notebook_check import check
from grader.model.report import QuestionReport

TABLES = tables(__file__, "drivers.toml")

ASSIGNMENT = "drivers"
OTHER_STYLE = exercises.read("drivers_other_style.py")
WRONG_WORK = exercises.read("drivers_wrong.py")
CRASHING = exercises.read("drivers_crashing.py")


def test_the_handout_is_not_attempted_and_the_master_earns_everything(assignment, key, graded):
    """A class keeps what stands outside its solution, so a stub is a class with methods to complete."""
    assert list(stub_faults(assignment, key)) == []
    handout = handout_files(assignment)["work.py"]
    assert 'raise NotImplementedError("SGD.step: your code here")' in handout
    assert {(question.status, question.earned) for question in graded(handout).values()} == {("not_attempted", 0)}
    reports = graded(exercises.read("drivers/work.py")).values()
    assert sum(question.earned for question in reports) == sum(question.possible for question in reports) == 24


def test_the_first_step_is_the_closed_form(key):
    """A witness that is not the solution: two parameters after three steps, by hand."""
    case = key.questions[0].cases[0]
    data, u = np.array([0.5, 0.1]), np.zeros(2)
    for gradient in np.array([[0.1, 0.3], [-0.1, 0.2], [0.4, 0.1]]):
        u = 0.9 * u + 0.1 * (gradient + 0.01 * data)
        data = data - 0.1 * u
    np.testing.assert_allclose(case.expected['.["b"]'], data, rtol=1e-14)


def test_right_work_in_another_style_earns_every_point(graded):
    for question in graded(OTHER_STYLE).values():
        assert (question.status, question.earned) == ("right", question.possible), question.message


WRONG = {  # what stands in each message
    "sgd": '`result["W"]` is wrong in 4 of 4 entries, first at `result["W"][0, 0]` (row 1, column 1):',
    "hinge_loss": "Your result is 1.358333; it should be 1.373958.",
    "logistic_regression": "`theta` is (0.300942, 2.021399); it should be (0.302911, 2.032471).",
    "step_lr": "Your result is wrong in 3 of 6 entries, first at `result[1]`:",
    "num_grad": "Your result is wrong in 4 of 4 entries, first at `result[0, 0]` (row 1, column 1):",
    "sgd_in_place": '`result["w"]` is wrong in 3 of 3 entries, first at `result["w"][0]`:',
    "layers": '`gradients["dLdW"]` is wrong in 4 of 4 entries, first at `gradients["dLdW"][0, 0]` (row 1, column 1):',
}
STOPPED = "drivers.py, the file beside your notebook that calls your "
CRASHED = TABLES["crashed"]


def test_a_crash_is_told_by_the_students_line_or_by_the_line_of_the_driver(graded):
    for name in ("sgd", "step_lr"):  # of the others below: each crash costs another process
        question = graded(CRASHING, "sgd", "step_lr")[name]
        assert (question.status, question.earned) == ("crashed", 0)
        assert CRASHED[name] in question.message


# ── what an author reads


def changed(folder: Path, question: str, drivers: str, change: tuple[str, str] = ("", "")) -> Path:
    """Write the assignment with one question, in which one text is replaced, and these drivers; its folder."""
    exercises.copy("drivers", folder)
    head = exercises.read("drivers/assignment.toml").partition("[[question]]")[0]
    table = exercises.questions("drivers")[question]
    assert change[0] in table
    (folder / "assignment.toml").write_text(head + table.replace(*change, 1), encoding="utf-8")
    (folder / "drivers.py").write_text(drivers, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("change", "sentence"), TABLES["refused"])
def test_a_driver_that_does_not_fit_is_answered_with_its_place(change, sentence, tmp_path):
    drivers = exercises.read("drivers/drivers.py") + "def any_number(num_grad, *points):\n    return points\n"
    folder = changed(tmp_path, "num_grad", drivers, change)
    with pytest.raises(BadAssignment) as caught:
        load_assignment(folder)
    assert sentence in str(caught.value)


def test_a_driver_that_fails_on_the_solution_is_refused(tmp_path):
    drivers = exercises.read("drivers/drivers.py").replace("scheduler.get_lr(int(epoch))", "scheduler.rate(int(epoch))")
    folder = changed(tmp_path, "step_lr", drivers)
    with pytest.raises(BadAssignment) as caught:
        compile_key(load_assignment(folder))
    assert (
        "question 'step_lr': case 1: the solution raised AttributeError in drivers.py, line 26, `return "
        "[scheduler.rate(int(epoch)) for epoch in epochs]`: 'StepLRScheduler' object has no attribute 'rate'."
    ) in str(caught.value)


# ── in a student's notebook


@pytest.fixture
def checked(key, tmp_path, monkeypatch):
    """What `check` says of every question where these lines were run."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    for name in ("functions", "drivers"):
        monkeypatch.setitem(sys.modules, name, None)
        del sys.modules[name]
    (path := tmp_path / "drivers-student.key").write_text(key.for_students().to_json(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drivers.py").write_text(key.modules["drivers.py"], encoding="utf-8")  # as the student zip has it
    (tmp_path / "functions.py").write_text(key.modules["functions.py"], encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    def check_after(source: str) -> dict[str, QuestionReport]:
        space = {"__name__": "__main__", "check": check, "path": path}
        exec(compile(source, "own.py", "exec"), space)
        exec("result = check(key=path)", space)
        return {question.name: question for question in space["result"].report.questions}

    return check_after


def test_check_in_a_notebook_says_what_grading_says_of_visible_cases(checked):
    assert {q.status for q in checked(OTHER_STYLE).values()} == {"right"}
    for name, question in checked(WRONG_WORK).items():
        assert WRONG[name] in question.message
    for name, question in checked(CRASHING).items():
        assert question.status == "crashed"
        assert CRASHED[name].replace("    return self.initial_lr\n", "") in question.message  # which no file holds
